package io.configrelay.slack;

import io.configrelay.event.ConfigEvent;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where something happened, as one short line of visible text. */
final class Place {

    private static final int PART_LENGTH = 40;

    private Place() {}

    /** Account and region as far as they are known, such as {@code 123456789012 · eu-west-1}; else empty. */
    static String of(ConfigEvent event) {
        return Stream.of(event.accountId(), event.region())
                .filter(Objects::nonNull)
                .map(part -> Mrkdwn.cut(Mrkdwn.visible(part), PART_LENGTH))
                .collect(Collectors.joining(" · "));
    }
}
