package io.configrelay;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.configrelay.sandbox.SlackStandIn.Received;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody should look at does not wait behind what nobody has to. */
class HighRiskTest {

    @TempDir
    private Path folder;

    private RelayUnderTest relay;

    @AfterEach
    void stop() {
        relay.close();
    }

    @Test
    void aFewHaveAMessageOfTheirOwnAheadOfTheDigest() throws Exception {
        List<String> texts = burst("high-risk-per-minute: 5", "mention: high: @here");

        assertThat(texts).hasSize(7);
        assertThat(texts.subList(1, 6))
                .allMatch(text -> text.startsWith("<!here> ") && text.contains("High risk: tcp 22 (SSH)"));
        assertThat(texts.get(6)).startsWith("20 changes");
    }

    @Test
    void manyLeadTheDigestAndNoneWaitsForAnothersMessage() throws Exception {
        List<String> texts = burst("high-risk-per-minute: 4", "mention: high: @here");

        assertThat(texts).hasSize(2);
        assertThat(texts.get(1)).startsWith("<!here> 25 changes in 2 accounts, 5 of high risk: 25 Security Groups");
        assertThat(texts.get(1).substring(texts.get(1).indexOf(". ")))
                .startsWith(". 5 Security Groups: Inbound tcp 22 from 0.0.0.0/0 opened · High risk: tcp 22 (SSH)");
    }

    @Test
    void noneHasAMessageOfItsOwnWhereATeamDoesNotWantIt() throws Exception {
        assertThat(burst("high-risk-per-minute: 0"))
                .hasSize(2)
                .last()
                .asString()
                .startsWith("25 changes in 2 accounts");
    }

    @Test
    void anAccountHasItsName() throws Exception {
        relay = new RelayUnderTest(folder, Duration.ofMillis(20)).with("relay.accounts.123456789012", "production");
        relay.start();
        relay.publish(Events.securityGroup("sg-1"));
        relay.awaitDone();

        assertThat(relay.slack().received("#network").get(0).body()).contains("production (123456789012) · eu-west-1");
    }

    /** Texts of what arrived when 20 changes, and then 5 of high risk, came while a post was under way. */
    private List<String> burst(String... parameters) throws Exception {
        relay = new RelayUnderTest(folder, Duration.ofMillis(20));
        String webhook = relay.slack().webhook("all");
        relay.routes(TestRoutes.ofOneChannel(folder, webhook, parameters))
                .with("camel.component.http.response-timeout", "120000")
                .start();
        relay.slack().hold("all");
        relay.publish(Events.securityGroup("sg-first"));
        await().atMost(120, SECONDS).until(() -> relay.slack().posts("all") == 1);
        List<String> bodies = new ArrayList<>(Events.securityGroups(20));
        for (int i = 0; i < 5; i++) {
            bodies.add(Events.opened("210987654321", "sg-open-" + i, 22));
        }
        relay.publish(bodies.toArray(String[]::new));
        await().atMost(120, SECONDS)
                .until(() -> relay.management("/observe/metrics").contains("relay_waiting{channel=\"all\"} 25.0"));
        relay.slack().release("all");
        relay.awaitDone();
        return relay.slack().received("#all").stream()
                .map(Received::payload)
                .map(payload -> payload.path("text").asText())
                .toList();
    }
}
