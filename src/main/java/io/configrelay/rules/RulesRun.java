package io.configrelay.rules;

import io.configrelay.describe.Accounts;
import io.configrelay.event.Json;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What the commands check and explain print.
 *
 * @param config as of {@link io.configrelay.Relay}
 * @param routes as of {@link io.configrelay.Relay}
 * @param resolver resolves the placeholders in a text, or throws {@link IllegalArgumentException}
 * @param json for programs
 * @param out where it is printed
 */
public record RulesRun(
        Path config, Path routes, UnaryOperator<String> resolver, Accounts accounts, boolean json, PrintWriter out) {

    /** Checks everything; whether nothing is wrong. */
    public boolean check() {
        Check check = Check.of(config, routes, resolver, accounts);
        if (json) {
            List<Object> mistakes = new ArrayList<>();
            for (Mistake mistake : check.mistakes()) {
                Map<String, Object> entry = new LinkedHashMap<>();
                entry.put("file", mistake.file().toString());
                entry.put("line", mistake.line());
                entry.put("message", mistake.text());
                mistakes.add(entry);
            }
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("channels", check.channels());
            result.put("tests", check.tests());
            result.put("mistakes", mistakes);
            out.println(Json.writePretty(result));
        } else {
            check.mistakes().forEach(out::println);
            out.println("%d %s, %d %s, %d %s"
                    .formatted(
                            check.channels(),
                            check.channels() == 1 ? "channel" : "channels",
                            check.tests(),
                            check.tests() == 1 ? "test" : "tests",
                            check.mistakes().size(),
                            check.mistakes().size() == 1 ? "mistake" : "mistakes"));
        }
        out.flush();
        return check.mistakes().isEmpty();
    }

    /**
     * Explains where events go, and when.
     *
     * @param texts each an envelope, whatever AWS puts around a notification
     * @param channel the only one of interest, or null for all
     * @param received when they come
     * @return whether all can be read
     */
    public boolean explain(List<String> texts, String channel, Instant received) {
        List<ChannelRule> rules = ChannelFiles.check(routes, resolver).stream()
                .filter(rule -> channel == null || rule.settings().name().equals(channel))
                .toList();
        List<Explanation> explanations = texts.stream()
                .flatMap(text -> Explanation.of(text, rules, accounts).stream())
                .toList();
        if (json) {
            out.println(Json.writePretty(explanations.stream()
                    .map(explanation -> explanation.json(received))
                    .toList()));
        } else {
            explanations.forEach(explanation -> explanation.lines(received).forEach(out::println));
        }
        out.flush();
        return explanations.stream().allMatch(explanation -> explanation.change() != null);
    }
}
