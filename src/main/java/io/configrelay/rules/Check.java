package io.configrelay.rules;

import io.configrelay.describe.Accounts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * All that can be known to be wrong before the relay starts.
 *
 * @param mistakes in the order of files and lines
 * @param channels how many channels there are
 * @param tests how many events the tests beside the rules hold against them
 */
record Check(List<Mistake> mistakes, int channels, int tests) {

    /**
     * Checks settings, routes, channels and the tests beside them; connects to nothing.
     *
     * @param resolver resolves the placeholders in a text, or throws {@link IllegalArgumentException}
     */
    static Check of(Path config, Path routes, UnaryOperator<String> resolver, Accounts accounts) {
        ChannelFiles files = ChannelFiles.read(routes, resolver);
        List<Mistake> mistakes = new ArrayList<>(SettingsFile.mistakes(config, resolver));
        mistakes.addAll(files.mistakes());
        mistakes.addAll(files.doubts());
        // Camel's own words are less clear, and come only where nothing else is wrong with a file.
        files.files().stream()
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
        mistakes.sort(Comparator.comparing((Mistake mistake) -> mistake.file().toString())
                .thenComparing(Mistake::line));
        return new Check(List.copyOf(mistakes), files.rules().size(), tests);
    }
}
