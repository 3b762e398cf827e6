package io.configrelay;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.configrelay.sandbox.SnsStandIn;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What changes nothing that a person decides on is counted, shown or left out, as each channel wants it; never lost. */
class NoiseTest {

    private static final Path MESSAGES = Path.of("src/test/resources/events/messages");

    @TempDir
    private Path folder;

    private RelayUnderTest relay;

    @AfterEach
    void stop() {
        relay.close();
    }

    @Test
    void foldedHousekeepingIsCountedInTheNextMessageAndParkedUntilThen() throws Exception {
        start("fold");
        relay.publish(message("item-with-relationships-changed"), message("rules-evaluation-started"));
        relay.publish(message("snapshot-delivery-completed"));
        await().atMost(120, SECONDS).until(() -> metric("relay.events.decoded") == 3);
        await().during(Duration.ofMillis(500))
                .atMost(120, SECONDS)
                .until(() -> relay.slack().received().isEmpty());
        relay.awaitTaken();

        relay.publish(message("item-updated"));
        relay.awaitDone();

        assertThat(relay.slack().received("#all"))
                .singleElement()
                .satisfies(
                        message -> assertThat(message.body())
                                .contains("Security Group")
                                .contains(
                                        "+3 housekeeping notifications: 1 delivery to S3, 1 rule evaluation, 1 relationship update"));
        assertThat(metric("relay.events.delivered", "channel", "all")).isEqualTo(4);
    }

    @Test
    void foldedHousekeepingHasAMessageOfItsOwnWhenNothingElseComes() throws Exception {
        relay().with("relay.slack.fold-for", "3s");
        start("fold");
        Instant published = Instant.now();
        relay.publish(message("item-with-relationships-changed"), message("scheduled"));
        relay.awaitDone();

        assertThat(relay.slack().received("#all"))
                .isNotEmpty()
                .allSatisfy(received -> assertThat(received.at()).isAfter(published.plusSeconds(3)))
                .extracting(received -> received.payload().path("text").asText())
                .allMatch(text -> text.matches("\\d housekeeping notifications?: .*"));
    }

    @Test
    void aDeliveryThatFailedIsNoHousekeeping() throws Exception {
        start("fold");
        relay.publish(message("snapshot-delivery-failed"));
        relay.awaitDone();

        assertThat(relay.slack().received("#all")).hasSize(1);
    }

    @Test
    void whoWantsItSeesIt() throws Exception {
        start("show");
        relay.publish(message("item-with-relationships-changed"));
        relay.awaitDone();

        assertThat(relay.slack().received("#all").get(0).body())
                .contains("No longer: is associated with NetworkInterface eni-0c2d");
    }

    @Test
    void whatIsDroppedIsCountedInAMetric() throws Exception {
        start("drop");
        relay.publish(message("item-with-relationships-changed"), message("scheduled"), message("item-updated"));
        relay.awaitDone();

        assertThat(relay.slack().received("#all")).hasSize(1);
        assertThat(metric("relay.events.dropped", "channel", "all")).isEqualTo(2);
        assertThat(metric("relay.events.delivered", "channel", "all")).isEqualTo(1);
        assertThat(metric("relay.events.matched", "channel", "all", "shadow", "false"))
                .isEqualTo(3);
    }

    @Test
    void theClassicFormatShowsItBecauseItHasNoPlaceForACount() throws Exception {
        start("fold", "format: classic");
        relay.publish(message("item-with-relationships-changed"));
        relay.awaitDone();

        assertThat(relay.slack().received()).hasSize(1);
    }

    @Test
    void snsIsAnsweredWhenItIsParked() throws Exception {
        try (SnsStandIn sns = SnsStandIn.start()) {
            relay().listeningTo(sns).with("relay.sqs.enabled", "false").with("relay.sns.answer-within", "8s");
            start("fold");

            assertThat(new SnsClient()
                            .post(
                                    relay.snsUrl(),
                                    sns.messages("2")
                                            .notification(SnsStandIn.TOPIC, message("rules-evaluation-started"))))
                    .isEqualTo(new SnsClient.Answer(200, "delivered"));
            assertThat(relay.slack().received("#all")).isEmpty();
        }
    }

    @Test
    void whatWaitsForCompanyIsThereAfterAStop() throws Exception {
        start("fold");
        relay.publish(message("item-with-relationships-changed"));
        relay.awaitTaken();

        relay.main().stop();
        assertThat(relay.slack().received()).isEmpty();
        relay.start();
        relay.publish(message("item-updated"));
        relay.awaitDone();

        assertThat(relay.slack().received("#all"))
                .singleElement()
                .satisfies(message -> assertThat(message.body()).contains("+1 housekeeping notification"));
        assertThat(relay.deadLetters()).isEmpty();
    }

    @Test
    void whatWasParkedBeforeItWasDroppedIsDropped() throws Exception {
        start("fold");
        relay.publish(message("item-with-relationships-changed"));
        relay.awaitTaken();

        end();
        start("drop", "fold-for: 1m");
        relay.publish(message("item-updated"));
        relay.awaitDone();

        assertThat(relay.slack().received("#all"))
                .singleElement()
                .satisfies(message -> assertThat(message.body()).doesNotContain("housekeeping", "relationship"));
        assertThat(metric("relay.events.dropped", "channel", "all")).isEqualTo(1);
    }

    @Test
    void whileAChannelIsTriedOutWhatIsParkedStaysParked() throws Exception {
        start("fold");
        relay.publish(message("item-with-relationships-changed"));
        relay.awaitTaken();

        end();
        start("show", "shadow: true");
        await().during(Duration.ofSeconds(8))
                .atMost(120, SECONDS)
                .until(() ->
                        relay.parked("all") == 1 && relay.slack().received().isEmpty());
        end();
        start("show");
        relay.awaitDone();

        assertThat(relay.slack().received("#all")).hasSize(1);
        assertThat(relay.parked("all")).isZero();
    }

    /** Stops it, so that it can be started with another channel file. */
    private void end() throws IOException {
        relay.main().stop();
        Folders.delete(folder.resolve("routes"));
    }

    private RelayUnderTest relay() {
        relay = new RelayUnderTest(folder, Duration.ofMillis(20));
        return relay;
    }

    /** The relay with one channel, for all events, with this parameter {@code noise} and others. */
    private void start(String noise, String... parameters) throws Exception {
        RelayUnderTest started = relay == null ? relay() : relay;
        String[] all = Stream.concat(Stream.of("noise: " + noise), Stream.of(parameters))
                .toArray(String[]::new);
        started.routes(TestRoutes.ofOneChannel(folder, started.slack().webhook("all"), all))
                .start();
    }

    private double metric(String name, String... tags) {
        MeterRegistry metrics = relay.main().getCamelContext().getRegistry().findSingleByType(MeterRegistry.class);
        return metrics.counter(name, tags).count();
    }

    private static String message(String file) throws IOException {
        return Files.readString(MESSAGES.resolve(file + ".json"));
    }
}
