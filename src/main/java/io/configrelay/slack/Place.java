package io.configrelay.slack;

import io.configrelay.describe.Change;
import io.configrelay.redaction.Redaction;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where something happened, as one short line of visible text. */
final class Place {

    private static final int PART_LENGTH = 60;
    private static final int NAME_LENGTH = 40;

    private Place() {}

    /** Account and region as far as they are known, such as {@code prod (123456789012) · eu-west-1}; else empty. */
    static String of(Change change) {
        return Stream.of(account(change), change.event().region())
                .filter(Objects::nonNull)
                .map(part -> Mrkdwn.cut(Mrkdwn.visible(Redaction.text(part)), PART_LENGTH))
                .collect(Collectors.joining(" · "));
    }

    /** Its name, because people know it by that, with the id, because names are not unique. */
    private static String account(Change change) {
        String id = change.event().accountId();
        return change.account()
                .map(name -> Mrkdwn.cut(name, NAME_LENGTH) + " (" + id + ")")
                .orElse(id);
    }
}
