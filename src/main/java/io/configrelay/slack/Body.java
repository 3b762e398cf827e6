package io.configrelay.slack;

import io.configrelay.describe.Description;
import io.configrelay.event.ConfigEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands below a headline, unescaped: what is known beyond the diff, then what the diff says, a line each, unless the
 * headline has said it all.
 *
 * @param lines the first of them
 * @param more how many there are besides
 */
record Body(List<String> lines, int more) {

    /**
     * The body of an event.
     *
     * @param most how many lines
     * @param length how many code points a line may have
     */
    static Body of(ConfigEvent event, int most, int length) {
        List<String> lines = new ArrayList<>(Words.of(event).details());
        Description description = Description.of(event, Math.max(0, most - lines.size()));
        if (description.lines().size() + description.more() > 1) {
            lines.addAll(description.lines());
        }
        return new Body(
                lines.stream()
                        .map(line -> Mrkdwn.cutMiddle(Mrkdwn.visible(line), length))
                        .toList(),
                description.lines().isEmpty() ? 0 : description.more());
    }
}
