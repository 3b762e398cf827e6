package io.configrelay.rules;

import io.configrelay.config.TextFile;
import io.configrelay.describe.Accounts;
import io.configrelay.event.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * The tests beside the rules: {@code *.test.yaml}, a list of events and of what each is expected to be.
 *
 * <pre>
 * - event: events/route-added.json   # a file, from the test's folder; or the JSON itself
 *   channels: [network]              # who gets it, all of them
 *   risk: none                       # high, medium or none; not checked where it isn't said
 *   headline: 10.0.1.0/24            # a phrase of the headline, likewise
 * </pre>
 */
final class RuleTests {

    private static final List<String> KEYS = List.of("event", "channels", "risk", "headline");

    private final List<ChannelRule> rules;
    private final Accounts accounts;
    private final List<Mistake> mistakes = new ArrayList<>();
    private int count;

    private RuleTests(List<ChannelRule> rules, Accounts accounts) {
        this.rules = rules;
        this.accounts = accounts;
    }

    /** Runs all tests below a folder. */
    static RuleTests run(Path routes, List<ChannelRule> rules, Accounts accounts) {
        RuleTests tests = new RuleTests(rules, accounts);
        RouteFiles.tests(routes).forEach(tests::run);
        return tests;
    }

    /** How many events were tried. */
    int count() {
        return count;
    }

    /** Those that are not as expected, and tests that can't be read. */
    List<Mistake> mistakes() {
        return List.copyOf(mistakes);
    }

    private void run(Path path) {
        try {
            YamlFile file = YamlFile.read(path);
            if (!(file.root() instanceof SequenceNode tests)) {
                mistakes.add(new Mistake(path, 1, "is no list of tests. Begin each with '- event: …'."));
                return;
            }
            tests.getValue().forEach(test -> run(file, test));
        } catch (YamlFile.Unreadable e) {
            mistakes.add(e.mistake());
        }
    }

    private void run(YamlFile file, Node test) {
        Map<String, Node> fields = YamlFile.fields(test);
        for (String key : fields.keySet()) {
            if (!KEYS.contains(key)) {
                mistakes.add(file.mistake(
                        fields.get(key),
                        "'%s' is nothing that a test has.%s It has event, channels, risk and headline."
                                .formatted(key, Nearest.hint(key, KEYS))));
                return;
            }
        }
        Node event = fields.get("event");
        Node channels = fields.get("channels");
        if (event == null || !(channels instanceof SequenceNode)) {
            mistakes.add(file.mistake(test, "a test needs an event, and channels: a list of names, [] for none."));
            return;
        }
        try {
            for (Explanation explanation : Explanation.of(text(file, event), rules, accounts)) {
                count++;
                compare(file, fields, explanation);
            }
        } catch (TextFile.UnknownEncodingException e) {
            mistakes.add(file.mistake(event, "event: %s %s.".formatted(text(event), e.getMessage())));
        } catch (IOException e) {
            mistakes.add(file.mistake(event, "event: %s can't be read: %s.".formatted(text(event), e.getMessage())));
        }
    }

    private void compare(YamlFile file, Map<String, Node> expected, Explanation is) {
        Node event = expected.get("event");
        if (is.change() == null) {
            mistakes.add(file.mistake(event, "event: is no notification of AWS Config: %s.".formatted(is.problem())));
            return;
        }
        Node channels = expected.get("channels");
        List<String> names =
                YamlFile.list(channels).stream().map(RuleTests::text).sorted().toList();
        if (!names.equals(is.matching())) {
            mistakes.add(file.mistake(
                    channels,
                    "channels: %s expected, but %s get it.%s".formatted(names, is.matching(), because(names, is))));
        }
        Node risk = expected.get("risk");
        if (risk != null && !text(risk).equals(is.risk())) {
            mistakes.add(file.mistake(risk, "risk: %s expected, but it is %s.".formatted(text(risk), is.risk())));
        }
        Node headline = expected.get("headline");
        if (headline != null && !is.headline().contains(text(headline))) {
            mistakes.add(file.mistake(
                    headline, "headline: '%s' expected in '%s'.".formatted(text(headline), is.headline())));
        }
    }

    private static String because(List<String> names, Explanation is) {
        StringBuilder because = new StringBuilder();
        for (Explanation.Verdict verdict : is.channels()) {
            String name = verdict.rule().settings().name();
            if (verdict.gets() != names.contains(name)) {
                because.append(
                        " %s %s %s.".formatted(name, verdict.gets() ? "does by" : "doesn't by", verdict.decisive()));
            }
        }
        return because.toString();
    }

    /** The notification: a file's, the JSON in a text, or YAML. */
    private static String text(YamlFile file, Node event) throws IOException {
        if (event instanceof MappingNode) {
            return Json.write(value(event));
        }
        String text = text(event);
        return text.strip().startsWith("{") ? text : TextFile.read(file.path().resolveSibling(text));
    }

    private static Object value(Node node) {
        if (node instanceof MappingNode) {
            Map<String, Object> object = new LinkedHashMap<>();
            YamlFile.fields(node).forEach((key, value) -> object.put(key, value(value)));
            return object;
        }
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue().stream().map(RuleTests::value).toList();
        }
        return YamlFile.scalar(node);
    }

    private static String text(Node node) {
        return YamlFile.text(node).orElse("");
    }
}
