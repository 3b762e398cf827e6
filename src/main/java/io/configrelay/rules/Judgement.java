package io.configrelay.rules;

import io.configrelay.describe.Accounts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * What is to be said of routes, channels and the tests beside them: the command check says it, and a running relay follows
 * no changed file that it refuses.
 *
 * @param files what was read
 * @param mistakes in the order of files and lines
 * @param tests how many events the tests beside the rules hold against them
 */
record Judgement(ChannelFiles files, List<Mistake> mistakes, int tests) {

    private static final Comparator<Mistake> BY_PLACE =
            Comparator.comparing((Mistake mistake) -> mistake.file().toString()).thenComparing(Mistake::line);

    /**
     * Judges a folder.
     *
     * @param resolver resolves the placeholders in a text, or throws {@link IllegalArgumentException}
     * @param known files beside the channels that Camel has taken already
     */
    static Judgement of(Path routes, UnaryOperator<String> resolver, Accounts accounts, Predicate<Path> known) {
        ChannelFiles files = ChannelFiles.read(routes, resolver);
        List<Mistake> mistakes = new ArrayList<>(files.mistakes());
        mistakes.addAll(files.doubts());
        // Camel's own words are less clear, and come only where nothing else is wrong with a file. A list of channels
        // and
        // nothing else is known without them.
        files.files().stream()
                .filter(file -> !file.holdsOnly("templatedRoute") && !known.test(file.path()))
                .filter(file ->
                        mistakes.stream().noneMatch(mistake -> mistake.file().equals(file.path())))
                .toList()
                .forEach(file -> mistakes.addAll(RouteSchema.mistakes(file)));
        int tests = 0;
        if (mistakes.isEmpty()) {
            RuleTests ran = RuleTests.run(routes, files.rules(), accounts);
            mistakes.addAll(ran.mistakes());
            tests = ran.count();
        }
        return new Judgement(files, sorted(mistakes), tests);
    }

    /** In the order of files and lines. */
    static List<Mistake> sorted(List<Mistake> mistakes) {
        return mistakes.stream().sorted(BY_PLACE).toList();
    }
}
