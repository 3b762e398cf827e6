package io.configrelay;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.configrelay.sandbox.SlackStandIn.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The metrics, read over HTTP as Prometheus reads them, account for every notification. */
class LedgerTest {

    @TempDir
    private Path folder;

    @Test
    void everyNotificationIsAccountedForAtAnyTime() throws Exception {
        try (RelayUnderTest relay = new RelayUnderTest(folder, Duration.ofMillis(20))
                .with("relay.sqs.visibility-timeout", "4")
                .start()) {
            relay.slack().always("security", Answer.of(404, "no_service"));
            relay.slack().always("network", Answer.of(503, "service_unavailable"));

            relay.publish(Events.securityGroups(30).toArray(String[]::new));
            relay.publish(Events.change("AWS::S3::Bucket", "a-bucket"), "not JSON");
            relay.publish(Events.inSns(Events.securityGroup("sg-twice"), "sns-1"));
            await().atMost(120, SECONDS)
                    .until(() -> value(relay, "relay_events_delivered_total{channel=\"all-changes\"}") == 32);
            relay.publish(Events.inSns(Events.securityGroup("sg-twice"), "sns-1"));
            await().atMost(120, SECONDS)
                    .until(() -> value(relay, "relay_events_duplicate_total{channel=\"all-changes\"}") == 1);

            // While a channel hangs, what waits for it is in flight.
            await().atMost(120, SECONDS).until(() -> value(relay, "relay_in_flight{channel=\"network\"}") == 31);
            awaitBalance(relay);

            relay.slack().mend("network");
            relay.awaitDone();
            await().atMost(120, SECONDS).until(() -> value(relay, "relay_in_flight{channel=\"network\"}") == 0);
            awaitBalance(relay);
            assertThat(value(relay, "relay_events_received_total{source=\"sqs-source\"}"))
                    .isGreaterThanOrEqualTo(34);
            assertThat(value(relay, "relay_events_filtered_total{channel=\"network\"}"))
                    .isEqualTo(1);
            assertThat(value(relay, "relay_dead_letters_total{channel=\"security\",reason=\"no_service\"}"))
                    .isGreaterThanOrEqualTo(31);
            assertThat(value(relay, "relay_dead_letters_total{channel=\"none\",reason=\"not_json\"}"))
                    .isEqualTo(1);
            assertThat(value(relay, "relay_delivery_seconds_count{channel=\"all-changes\"}"))
                    .isEqualTo(32);
            assertThat(value(relay, "relay_posts_total{channel=\"network\",outcome=\"try_later\"}"))
                    .isPositive();
        }
    }

    /** Two counters of one step are read one after the other, so a step between them shows as a difference. */
    private static void awaitBalance(RelayUnderTest relay) {
        await().atMost(120, SECONDS).untilAsserted(() -> assertBalanced(relay));
    }

    private static void assertBalanced(RelayUnderTest relay) throws Exception {
        String metrics = relay.management("/observe/metrics");
        double received = sum(metrics, "relay_events_received_total", "");
        double decoded = sum(metrics, "relay_events_decoded_total", "");
        assertThat(received).isEqualTo(decoded + sum(metrics, "relay_dead_letters_total", "channel=\"none\""));
        for (String name : List.of("network", "security", "all-changes")) {
            String channel = "channel=\"" + name + "\"";
            double matched = sum(metrics, "relay_events_matched_total", channel);
            assertThat(sum(metrics, "relay_events_filtered_total", channel) + matched)
                    .as(name)
                    .isEqualTo(decoded);
            assertThat(sum(metrics, "relay_events_delivered_total", channel)
                            + sum(metrics, "relay_events_dropped_total", channel)
                            + sum(metrics, "relay_dead_letters_total", channel)
                            + sum(metrics, "relay_events_duplicate_total", channel)
                            + sum(metrics, "relay_events_returned_total", channel)
                            + sum(metrics, "relay_in_flight", channel))
                    .as(name)
                    .isEqualTo(matched);
        }
    }

    private static double value(RelayUnderTest relay, String series) throws Exception {
        return relay.management("/observe/metrics")
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElse(0);
    }

    private static double sum(String metrics, String name, String label) {
        return metrics.lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> line.contains(label))
                .mapToDouble(line -> Double.parseDouble(
                        line.substring(line.lastIndexOf(' ') + 1).toUpperCase(Locale.ROOT)))
                .sum();
    }
}
