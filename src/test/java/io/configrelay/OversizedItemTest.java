package io.configrelay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.configrelay.event.Json;
import io.configrelay.sandbox.S3StandIn;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was too large for SNS is read from S3, over its protocol; where that fails, the summary is told. */
class OversizedItemTest {

    private static final Path MESSAGES = Path.of("src/test/resources/events/messages");
    private static final String BUCKET = "config-bucket";

    @TempDir
    private static Path folder;

    private static S3StandIn s3;
    private static RelayUnderTest relay;

    @BeforeAll
    static void start() throws Exception {
        s3 = S3StandIn.start();
        relay = new RelayUnderTest(folder, Duration.ofMillis(10))
                .with("relay.s3.timeout", "5s")
                .with("relay.s3.max-size", "100000");
        s3.relaySettings().forEach(relay::with);
        relay.start();
    }

    @AfterAll
    static void stop() {
        relay.close();
        s3.close();
    }

    @Test
    void theWholeItemIsToldAndFiltered() throws Exception {
        s3.put(BUCKET, "whole.json.gz", S3StandIn.gzip(text("item-updated")));

        assertThat(told("whole.json.gz"))
                .contains("Inbound tcp 8443 from 0.0.0.0/0 opened")
                .doesNotContain("too large");
    }

    @Test
    void anItemAloneAndUnpackedIsTold() throws Exception {
        Map<String, Object> message = Json.object(Json.read(text("item-updated")));
        s3.put(BUCKET, "item.json", Json.write(message.get("configurationItem")).getBytes(StandardCharsets.UTF_8));

        assertThat(told("item.json")).contains("recorded").doesNotContain("too large");
    }

    @Test
    void withoutPermissionTheSummaryIsToldAndWhereTheItemIs() throws Exception {
        s3.refuse(BUCKET, "forbidden.json.gz", 403, "AccessDenied");

        assertSummary("forbidden.json.gz");
    }

    @Test
    void whatIsNotThereIsTold() throws Exception {
        assertSummary("nowhere.json.gz");
    }

    @Test
    void whatIsTooLargeUnpackedIsTold() throws Exception {
        s3.put(BUCKET, "bomb.json.gz", S3StandIn.gzip("{\"x\":\"" + "0".repeat(50_000_000) + "\"}"));

        assertSummary("bomb.json.gz");
    }

    @Test
    void whatIsTooSlowIsTold() throws Exception {
        s3.putSlow(BUCKET, "slow.json.gz", S3StandIn.gzip(text("item-updated")), Duration.ofSeconds(60));

        assertSummary("slow.json.gz");
    }

    @Test
    void whatIsNoItemIsTold() throws Exception {
        s3.put(BUCKET, "other.json", "{\"hello\":\"world\"}".getBytes(StandardCharsets.UTF_8));
        assertSummary("other.json");
        s3.put(BUCKET, "no.json", "not JSON".getBytes(StandardCharsets.UTF_8));
        assertSummary("no.json");
        s3.put(BUCKET, "broken.json.gz", new byte[] {0x1f, 0x00, 0x01});
        assertSummary("broken.json.gz");
    }

    @Test
    void theMetricTellsHowManyWereReadAndHowManyNot() throws Exception {
        MeterRegistry metrics = relay.main().getCamelContext().getRegistry().findSingleByType(MeterRegistry.class);
        double before =
                metrics.counter("relay.s3.items", "outcome", "unavailable").count();
        assertSummary("nowhere-either.json.gz");

        assertThat(metrics.counter("relay.s3.items", "outcome", "unavailable").count())
                .isEqualTo(before + 1);
    }

    private static void assertSummary(String key) throws Exception {
        assertThat(told(key))
                .contains("too large for a notification; all of it is at s3://config-bucket/" + key)
                .contains("https://console.aws.amazon.com/s3/object/config-bucket?region=eu-west-1&amp;prefix=" + key);
        assertThat(relay.deadLetters()).isEmpty();
    }

    /** The message about an oversized item whose whole is under this key. */
    private static String told(String key) throws Exception {
        int before = relay.slack().received("#security").size();
        String message = text("oversized-item").replaceAll("config-bucket/[^\"]+", BUCKET + "/" + key);
        relay.publish(Events.inSns(message, "sns-" + key));
        relay.awaitDone();
        assertThat(relay.slack().received("#security")).hasSize(before + 1);
        JsonNode payload = relay.slack().received("#security").get(before).payload();
        return payload.toString();
    }

    private static String text(String file) throws Exception {
        return Files.readString(MESSAGES.resolve(file + ".json"));
    }
}
