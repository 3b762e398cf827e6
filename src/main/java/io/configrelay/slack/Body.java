package io.configrelay.slack;

import io.configrelay.event.ConfigEvent;
import io.configrelay.event.PropertyChange;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands below a headline, unescaped: what is known beyond the diff, then the diff, a line each.
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
        List<String> lines = new ArrayList<>();
        Words.of(event).details().forEach(detail -> lines.add(Mrkdwn.cutMiddle(detail, length)));
        List<PropertyChange> changes = event.changes();
        int all = lines.size() + changes.size();
        for (PropertyChange change : changes.subList(0, Math.min(changes.size(), Math.max(0, most - lines.size())))) {
            lines.add(ChangeLine.of(change, length));
        }
        return new Body(lines, all - lines.size());
    }
}
