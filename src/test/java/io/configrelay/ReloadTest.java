package io.configrelay;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.configrelay.sandbox.SlackStandIn.Answer;
import io.configrelay.sandbox.SlackStandIn.Received;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Channel files that change while the relay runs. */
class ReloadTest {

    private static final String ALL = "$";

    @TempDir
    private Path folder;

    private RelayUnderTest relay;
    private Path channels;

    @BeforeEach
    void start() throws Exception {
        relay = new RelayUnderTest(folder, Duration.ofMillis(50)).with("relay.reload.interval", "100ms");
        Path routes = TestRoutes.ofOneChannel(folder, relay.slack().webhook("all"));
        channels = routes.resolve("channels");
        relay.routes(routes).start();
    }

    @AfterEach
    void stop() {
        relay.close();
    }

    @Test
    void nothingIsLostOrDoubledWhileFilesChangeFiftyTimesAmongTwoHundredEventsASecond() throws Exception {
        write("changing", ALL, "max-per-post: 100");
        awaitReloads(1);
        AtomicInteger published = new AtomicInteger();
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        try {
            var publishing = clock.scheduleAtFixedRate(() -> publish(published, 20), 0, 100, TimeUnit.MILLISECONDS);
            for (int i = 0; i < 50; i++) {
                write("changing", ALL, "max-per-post: " + (100 + i));
                if (i % 2 == 0) {
                    write("coming", ALL);
                } else {
                    Files.delete(channels.resolve("coming.camel.yaml"));
                }
                awaitReloads(i + 2);
            }
            await().atMost(120, SECONDS).until(() -> published.get() > 1_000);
            publishing.cancel(false);
        } finally {
            clock.shutdown();
            assertThat(clock.awaitTermination(120, SECONDS)).isTrue();
        }
        relay.awaitDone();

        assertThat(published.get()).isGreaterThan(1_000);
        Map<String, Map<String, Integer>> told = told();
        for (String channel : List.of("#all", "#changing")) {
            assertThat(told.get(channel)).as(channel).hasSize(published.get());
            assertThat(told.get(channel).values()).as(channel).containsOnly(1);
        }
        assertThat(told.get("#coming")).hasSizeBetween(1, published.get() - 1);
        assertThat(told.get("#coming").values()).containsOnly(1);
        assertThat(relay.deadLetters()).isEmpty();
    }

    @Test
    void aChangeTakesEffectWithinTwoSeconds() throws Exception {
        write("later", "$[?(@.resourceId == 'sg-2')]");
        long begin = System.nanoTime();
        awaitReloads(1);

        // The relay looks every tenth of a second here, every second by default; the rest is for a machine that is
        // busy.
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(15));
        relay.publish(Events.securityGroup("sg-1"), Events.securityGroup("sg-2"));
        relay.awaitDone();
        assertThat(relay.slack().received("#later"))
                .singleElement()
                .satisfies(message -> assertThat(message.body()).contains("sg-2"));
    }

    @Test
    void whatIsParkedUnderTheOldRuleIsToldUnderTheNew() throws Exception {
        parkOneForPatient();
        write("patient", ALL);
        relay.awaitDone();

        assertThat(relay.slack().received("#patient")).hasSize(2);
    }

    @Test
    void whatIsParkedForAChannelWhoseFileIsGoneIsADeadLetterThatSaysSo() throws Exception {
        parkOneForPatient();
        Files.delete(channels.resolve("patient.camel.yaml"));
        relay.awaitDone();

        assertThat(relay.slack().received("#patient")).hasSize(1);
        assertThat(relay.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.path("channel").asText()).isEqualTo("patient");
            assertThat(letter.path("reason").asText()).isEqualTo("channel_gone");
            assertThat(letter.path("detail").asText())
                    .contains(
                            "The channel 'patient' has no file any more",
                            "bin/config-relay replay --channel patient --to NAME");
            assertThat(letter.path("notification").asText()).contains("sg-2");
        });
    }

    /** One event is told, and the next is parked for an hour. */
    private void parkOneForPatient() throws Exception {
        write("patient", ALL, "interval: 1h");
        awaitReloads(1);
        relay.publish(Events.securityGroup("sg-1"));
        await().atMost(120, SECONDS)
                .until(() -> relay.slack().received("#patient").size() == 1);
        relay.publish(Events.securityGroup("sg-2"));
        await().atMost(120, SECONDS).until(() -> relay.parked("patient") == 1);
    }

    @Test
    void aFileWithAMistakeIsRefusedAndTheOldRuleHolds() throws Exception {
        write("all", "$[?(@.resourcetype == 'x')]");
        await().atMost(120, SECONDS)
                .untilAsserted(() -> assertThat(metrics()).contains("relay_reloads_total{outcome=\"refused\"} 1.0"));

        await().atMost(120, SECONDS)
                .untilAsserted(() -> assertThat(relay.management("/observe/health"))
                        .contains(
                                "The channels stay as they were",
                                "all.camel.yaml:8: match: 'resourcetype' is no field",
                                "\"status\" : \"DEGRADED\""));
        relay.publish(Events.securityGroup("sg-1"));
        relay.awaitDone();
        assertThat(relay.slack().received("#all")).hasSize(1);

        write("all", ALL);
        await().atMost(120, SECONDS)
                .untilAsserted(
                        () -> assertThat(relay.management("/observe/health")).doesNotContain("stay as they were"));
    }

    @Test
    void aFileThatWasRefusedForASecretIsFollowedWhenTheSecretComes() throws Exception {
        Path secret = folder.resolve("late");
        TestRoutes.write(channels, "late", ALL, "{{file:%s}}".formatted(secret));
        await().atMost(120, SECONDS)
                .untilAsserted(() -> assertThat(metrics()).contains("relay_channel_files_mistakes 1.0"));

        Files.writeString(secret, relay.slack().webhook("late"));

        await().atMost(120, SECONDS)
                .untilAsserted(() -> assertThat(metrics()).contains("relay_channel_files_mistakes 0.0"));
        relay.publish(Events.securityGroup("sg-1"));
        relay.awaitDone();
        assertThat(relay.slack().received("#late")).hasSize(1);
    }

    @Test
    void aFolderThatKubernetesMountsIsReadOnceAndFollowed() throws Exception {
        // As the kubelet does: each version in a hidden folder, a link to the newest, and links to the files in it.
        Path first = Files.createDirectory(channels.resolve("..2026_11_25_1"));
        Files.move(channels.resolve("all.camel.yaml"), first.resolve("all.camel.yaml"));
        Files.createSymbolicLink(channels.resolve("..data"), Path.of("..2026_11_25_1"));
        Files.createSymbolicLink(channels.resolve("all.camel.yaml"), Path.of("..data/all.camel.yaml"));
        relay.close();
        relay = new RelayUnderTest(Files.createDirectory(folder.resolve("second")), Duration.ofMillis(20))
                .with("relay.reload.interval", "50ms")
                .routes(folder.resolve("routes"))
                .start();

        Path second = Files.createDirectory(channels.resolve("..2026_11_25_2"));
        TestRoutes.write(second, "all", ALL, relay.slack().webhook("second"));
        Files.createSymbolicLink(channels.resolve("..data_tmp"), Path.of("..2026_11_25_2"));
        Files.move(
                channels.resolve("..data_tmp"),
                channels.resolve("..data"),
                StandardCopyOption.REPLACE_EXISTING,
                ATOMIC_MOVE);
        awaitReloads(1);
        relay.publish(Events.securityGroup("sg-1"));
        relay.awaitDone();

        assertThat(relay.slack().received("#second")).hasSize(1);
    }

    @Test
    void anEventUnderWayIsNotDoubledByTheNewRule() throws Exception {
        relay.slack().next("all", Answer.retryAfter(2));
        relay.publish(Events.securityGroup("sg-1"));
        await().atMost(120, SECONDS).until(() -> relay.slack().posts("all") == 1);
        write("all", ALL, "format: text");
        awaitReloads(1);
        relay.publish(Events.securityGroup("sg-2"));
        relay.awaitDone();

        assertThat(told().get("#all")).isNotNull();
        assertThat(relay.slack().received("#all"))
                .hasSize(2)
                .extracting(message -> message.payload().path("text").asText().replaceAll("(?s)(sg-\\d).*", "$1"))
                .containsExactlyInAnyOrder("Security Group sg-1", "Security Group sg-2");
    }

    private void publish(AtomicInteger published, int count) {
        String[] events = new String[count];
        for (int i = 0; i < count; i++) {
            events[i] = Events.securityGroup("sg-%08d".formatted(published.getAndIncrement()));
        }
        relay.publish(events);
    }

    /** Channel to event to how often it was told. */
    private Map<String, Map<String, Integer>> told() {
        Map<String, Map<String, Integer>> told = new HashMap<>();
        for (Received message : relay.slack().received()) {
            Map<String, Integer> channel = told.computeIfAbsent(message.channel(), name -> new HashMap<>());
            FaultRun.events(message).forEach(event -> channel.merge(event, 1, Integer::sum));
        }
        return told;
    }

    private String metrics() throws Exception {
        return relay.management("/observe/metrics");
    }

    private void awaitReloads(int count) {
        await().atMost(120, SECONDS)
                .pollInterval(20, TimeUnit.MILLISECONDS)
                .until(() -> metrics().matches("(?s).*relay_reloads_total\\{outcome=\"applied\"} (\\d+)\\.0.*")
                        && Double.parseDouble(metrics()
                                        .replaceAll(
                                                "(?s).*relay_reloads_total\\{outcome=\"applied\"} ([\\d.]+).*", "$1"))
                                >= count);
    }

    private void write(String name, String match, String... parameters) throws Exception {
        TestRoutes.write(channels, name, match, relay.slack().webhook(name), parameters);
    }
}
