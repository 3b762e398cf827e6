package io.configrelay.slack;

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

    /** How many lines there are at the most. */
    private static final int MOST = 10;

    /** How many code points a line may have. */
    private static final int LENGTH = 250;

    /** And one that stands alone. */
    private static final int ALONE = 1_000;

    /** Whether the headline has only a part of the one line. */
    private static boolean isCut(Description description, Language language) {
        return !description.lines().isEmpty()
                && Mrkdwn.length(description.lines().get(0).in(language)) > Words.WHAT_LENGTH;
    }

    /** The body of an event. */
    static Body of(Words words, Description description, Language language) {
        List<String> lines = new ArrayList<>(words.details());
        int room = Math.max(0, MOST - lines.size());
        int cut = Math.max(0, description.lines().size() - room);
        if (description.lines().size() + description.more() > 1 || isCut(description, language)) {
            description
                    .lines()
                    .subList(0, description.lines().size() - cut)
                    .forEach(line -> lines.add(line.in(language)));
        }
        int length = lines.size() == 1 ? ALONE : LENGTH;
        return new Body(
                lines.stream()
                        .map(line -> Mrkdwn.cutMiddle(Mrkdwn.visible(line), length))
                        .toList(),
                description.more() + cut);
    }
}
