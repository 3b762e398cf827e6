package io.configrelay.rules;

import io.configrelay.describe.Accounts;
import java.nio.file.Path;
import java.util.ArrayList;
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
        Judgement judgement = Judgement.of(routes, resolver, accounts, file -> false);
        List<Mistake> mistakes = new ArrayList<>(SettingsFile.mistakes(config, resolver));
        mistakes.addAll(judgement.mistakes());
        return new Check(Judgement.sorted(mistakes), judgement.files().rules().size(), judgement.tests());
    }
}
