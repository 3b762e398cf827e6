package io.configrelay.slack;

import io.configrelay.describe.Change;
import io.configrelay.describe.Description;
import io.configrelay.describe.Language;
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
    static Body of(Change change, Language language, int most, int length) {
        List<String> lines = new ArrayList<>(Words.of(change, language).details());
        Description description = change.description();
        int room = Math.max(0, most - lines.size());
        int cut = Math.max(0, description.lines().size() - room);
        if (description.lines().size() + description.more() > 1) {
            description
                    .lines()
                    .subList(0, description.lines().size() - cut)
                    .forEach(line -> lines.add(line.in(language)));
        }
        return new Body(
                lines.stream()
                        .map(line -> Mrkdwn.cutMiddle(Mrkdwn.visible(line), length))
                        .toList(),
                description.more() + cut);
    }
}
