package io.configrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.configrelay.sandbox.SlackStandIn.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever events and answers say, metrics have no label of theirs: each would be a series of its own, for ever. */
class MetricLabelsTest {

    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    private static final Map<String, String> KNOWN = Map.of(
            "channel", "network|security|all-changes|none",
            "shadow", "true|false",
            "source", "sqs-source",
            "reason", "invalid_payload|http_\\d{3}|other|not_json|not_aws_config|no_service",
            "outcome",
                    "ok|try_later|refused|rejected|unreachable|timeout|internal_error|failed|held|applied|fetched|unavailable",
            "le", "[\\d.]+|\\+Inf");

    @TempDir
    private Path folder;

    @Test
    void labelsComeFromKnownSets() throws Exception {
        try (RelayUnderTest relay = new RelayUnderTest(folder, Duration.ofMillis(20)).start()) {
            List<String> hostile = Files.readAllLines(Path.of("src/test/resources/hostile-strings.txt"));
            relay.slack()
                    .next(
                            "security",
                            Answer.of(200, "{\"ok\":false,\"error\":\"word_of_a_stranger\"}"),
                            Answer.of(418, "word of a stranger"),
                            Answer.of(400, "word_of_a_stranger"),
                            Answer.of(404, "no_service"));
            for (String text : hostile) {
                relay.publish(
                        Events.securityGroup(text),
                        Events.change("AWS::EC2::SecurityGroup", text),
                        Events.securityGroup("sg-1")
                                .replace("ConfigurationItemChangeNotification", "Word of a stranger"),
                        text);
            }
            relay.awaitDone();

            List<String> lines = relay.management("/observe/metrics")
                    .lines()
                    .filter(line -> line.startsWith("relay_"))
                    .toList();
            assertThat(lines).anyMatch(line -> line.startsWith("relay_dead_letters_total{"));
            assertThat(lines)
                    .allSatisfy(line -> LABEL.matcher(line)
                            .results()
                            .forEach(label -> assertThat(label.group(2))
                                    .as(label.group(1))
                                    .matches(KNOWN.getOrDefault(label.group(1), "no such label"))));
        }
    }
}
