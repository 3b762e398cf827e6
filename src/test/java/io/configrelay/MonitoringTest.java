package io.configrelay;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.configrelay.event.Json;
import io.configrelay.sandbox.SlackStandIn.Answer;
import io.configrelay.sandbox.SnsStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The alerts and the dashboard ask for what the relay has, and say it as Prometheus understands it. */
class MonitoringTest {

    private static final Path RULES = Path.of("deploy/prometheus/config-relay.rules.yml");
    private static final Path TESTS = Path.of("deploy/prometheus/config-relay.rules.test.yml");
    private static final Path DASHBOARD = Path.of("deploy/grafana/config-relay.json");

    /** A metric of the relay or its JVM, as it stands in an expression. */
    private static final Pattern METRIC = Pattern.compile("\\b(?:relay|jvm)_[a-z_]+\\b");

    @TempDir
    private Path folder;

    @Test
    void everyMetricIsOneThatTheRelayHas() throws Exception {
        Set<String> asked = new TreeSet<>();
        alerts().forEach(alert -> asked.addAll(metrics(Json.text(alert, "expr"))));
        expressions().forEach(expression -> asked.addAll(metrics(expression)));
        assertThat(asked).hasSizeGreaterThan(12);

        try (SnsStandIn sns = SnsStandIn.start();
                RelayUnderTest relay = new RelayUnderTest(folder, Duration.ofMillis(20))) {
            relay.listeningTo(sns).with("relay.max-in-flight", "1").start();
            relay.slack().always("security", Answer.of(404, "no_service"));
            relay.publish(Events.securityGroup("sg-1"), Events.change("AWS::S3::Bucket", "a-bucket"), "not JSON");
            relay.publish(Events.inSns(Events.securityGroup("sg-2"), "sns-1"));
            relay.awaitDone();
            relay.publish(Events.inSns(Events.securityGroup("sg-2"), "sns-1"));
            relay.awaitDone();
            new SnsClient().post(relay.snsUrl(), "{}");

            // What the relay counts when it happens, and nothing above makes happen.
            Set<String> rare =
                    Set.of("relay_events_returned_total", "relay_events_dropped_total", "relay_events_unmatched_total");
            await().atMost(120, SECONDS).untilAsserted(() -> {
                Set<String> there = relay.management("/observe/metrics")
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> line.replaceFirst("[{ ].*", ""))
                        .collect(Collectors.toSet());
                assertThat(asked.stream().filter(metric -> !rare.contains(metric)))
                        .isSubsetOf(there);
            });
            String ledger = Files.readString(Path.of("src/main/java/io/configrelay/delivery/Ledger.java"));
            assertThat(rare)
                    .allSatisfy(metric -> assertThat(ledger)
                            .contains('"' + metric.replaceFirst("_total$", "").replace('_', '.') + '"'));
        }
    }

    @Test
    void everyAlertHasItsRunbook() throws IOException {
        List<String> headings = Files.readAllLines(Path.of("docs/operate.md")).stream()
                .filter(line -> line.startsWith("### "))
                .map(line -> line.substring(4))
                .toList();

        assertThat(alerts()).hasSizeGreaterThan(5).allSatisfy(alert -> {
            String name = Json.text(alert, "alert");
            assertThat(headings).contains(name);
            assertThat(Json.object(alert.get("annotations")))
                    .containsEntry("runbook", "docs/operate.md#" + name.toLowerCase(java.util.Locale.ROOT));
        });
    }

    @Test
    void prometheusTakesTheAlertsAndTheyFireWhenTheyShall() throws Exception {
        assumeThat(Command.isInstalled("promtool"))
                .as("promtool, apt-get install prometheus")
                .isTrue();

        Command.run("promtool", "check", "rules", RULES.toString());
        Command.run("promtool", "test", "rules", TESTS.toString());
        Map<String, Object> tests = yaml(TESTS);
        assertThat(Json.array(tests.get("tests")).stream()
                        .flatMap(test -> Json.array(Json.object(test).get("alert_rule_test")).stream())
                        .filter(test -> Json.object(test).containsKey("exp_alerts"))
                        .map(test -> Json.text(Json.object(test), "alertname"))
                        .collect(Collectors.toSet()))
                .as("alerts that are seen to fire")
                .containsExactlyInAnyOrderElementsOf(alerts().stream()
                        .map(alert -> Json.text(alert, "alert"))
                        .toList());
    }

    @Test
    void prometheusTakesEveryExpressionOfTheDashboard() throws Exception {
        assumeThat(Command.isInstalled("promtool"))
                .as("promtool, apt-get install prometheus")
                .isTrue();
        List<Object> rules = new ArrayList<>();
        for (String expression : expressions()) {
            Map<String, Object> rule = new LinkedHashMap<>();
            rule.put("record", "panel:" + rules.size());
            rule.put("expr", expression.replace("$__rate_interval", "5m").replace("$channel", ".*"));
            rules.add(rule);
        }
        Map<String, Object> group = Map.of("name", "dashboard", "rules", rules);
        // JSON is YAML.
        Path file =
                Files.writeString(folder.resolve("dashboard.rules.yml"), Json.write(Map.of("groups", List.of(group))));

        assertThat(Command.run("promtool", "check", "rules", file.toString())).contains(rules.size() + " rules found");
    }

    private static List<Map<String, Object>> alerts() throws IOException {
        return Json.array(Json.object(Json.array(yaml(RULES).get("groups")).get(0))
                        .get("rules"))
                .stream()
                .map(Json::object)
                .toList();
    }

    private static List<String> expressions() throws IOException {
        List<String> expressions = new ArrayList<>();
        JsonNode dashboard = new ObjectMapper().readTree(DASHBOARD.toFile());
        dashboard
                .path("panels")
                .forEach(panel -> panel.path("targets")
                        .forEach(target -> expressions.add(target.path("expr").asText())));
        assertThat(expressions).hasSizeGreaterThan(12).doesNotContain("");
        return expressions;
    }

    private static List<String> metrics(String expression) {
        return METRIC.matcher(expression).results().map(MatchResult::group).toList();
    }

    private static Map<String, Object> yaml(Path file) throws IOException {
        return Json.object(new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file)));
    }
}
