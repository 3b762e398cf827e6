package io.configrelay;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.configrelay.describe.Accounts;
import io.configrelay.rules.RulesRun;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mistake in a live channel file is told, and changes nothing; only a file that is gone takes its channel with it. */
class BrokenChannelFileTest {

    @TempDir
    private Path folder;

    private RelayUnderTest relay;
    private Path routes;
    private Path file;
    private String well;
    private int published;

    @BeforeEach
    void start() throws Exception {
        relay = new RelayUnderTest(folder, Duration.ofMillis(20)).with("relay.reload.interval", "100ms");
        routes = TestRoutes.ofOneChannel(folder, relay.slack().webhook("all"), "ops: true");
        TestRoutes.write(routes.resolve("channels"), "team", "$", relay.slack().webhook("team"));
        file = routes.resolve("channels/team.camel.yaml");
        well = Files.readString(file).replaceAll("    routeId: .*\n", "");
        Files.writeString(file, well);
        relay.routes(routes).start();
    }

    @AfterEach
    void stop() {
        relay.close();
    }

    private void isToldOnce(String channel) {
        String id = "sg-%08d".formatted(published++);
        relay.publish(Events.securityGroup(id));
        relay.awaitDone();
        assertThat(relay.slack().received(channel))
                .filteredOn(message -> message.body().contains(id))
                .hasSize(1);
    }

    /** What the command says of the same folder. */
    private String check() {
        StringWriter said = new StringWriter();
        new RulesRun(
                        Path.of("none.properties"),
                        routes,
                        relay.main().getCamelContext()::resolvePropertyPlaceholders,
                        Accounts.NONE,
                        false,
                        new PrintWriter(said))
                .check();
        return said.toString();
    }

    private void awaitProblem(String... words) {
        await().atMost(120, SECONDS)
                .untilAsserted(
                        () -> assertThat(relay.management("/observe/health")).contains(words));
    }

    private void awaitWell() {
        await().atMost(120, SECONDS)
                .untilAsserted(
                        () -> assertThat(relay.management("/observe/health")).doesNotContain("stay as they were"));
    }

    @Test
    void whatCheckRefusesIsRefusedAndTheChannelGoesOn() throws Exception {
        Map<String, String> broken = new LinkedHashMap<>();
        broken.put(well.replace("templatedRoute", "templatedRout"), "Did you mean 'templatedRoute'?");
        broken.put(well.replace("slack-channel", "slack-chanel"), "Did you mean 'slack-channel'?");
        broken.put(well.replaceAll("(?m)^", "# "), "team.camel.yaml: is empty");
        broken.put(well.replaceFirst("- ", "  "), "is no list of channels");
        broken.put("", "team.camel.yaml: is empty");
        broken.put(well.substring(0, well.indexOf("      - name: webhook")), "webhook: is missing");
        broken.put(well + "- route:\n    id: slack-post\n", "'route' is no channel");
        // No reason not to start, but check refuses it.
        broken.put(
                well.replace("value: $\n", "value: $[?(@.resourceType == 'AWS::EC2::SecurityGruop')]\n"),
                "Did you mean 'AWS::EC2::SecurityGroup'?");
        for (Map.Entry<String, String> each : broken.entrySet()) {
            Files.writeString(file, each.getKey());
            awaitProblem("\"status\" : \"DEGRADED\"", "The channels stay as they were", each.getValue());
            assertThat(check()).contains(each.getValue());
            isToldOnce("#team");
            Files.writeString(file, well);
            awaitWell();
            isToldOnce("#team");
        }
    }

    /** A copy whose name was changed and whose id was not. */
    @Test
    void twoChannelsOfOneRouteIdAreRefusedAndBothGoOn() throws Exception {
        Path all = routes.resolve("channels/all.camel.yaml");
        Files.writeString(
                routes.resolve("channels/copy.camel.yaml"),
                Files.readString(all).replace("value: all\n", "value: copy\n"));

        awaitProblem("routeId: 'channel-all' is already the id of the channel at " + all, "copy.camel.yaml:3");
        isToldOnce("#all");
        isToldOnce("#team");
    }

    @Test
    void aFileThatIsBeingWrittenIsReadWhenItIsWhole() throws Exception {
        Path slow = routes.resolve("channels/slow.camel.yaml");
        String whole = well.replace("team", "slow") + "      - name: shadow\n        value: \"true\"\n";
        for (String line : whole.lines().toList()) {
            Files.writeString(slow, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            // Two looks are a tenth of a second apart.
            Thread.sleep(60);
        }
        await().atMost(120, SECONDS)
                .untilAsserted(() -> assertThat(relay.management("/observe/metrics"))
                        .contains("relay_reloads_total{outcome=\"applied\"} 1.0"));
        isToldOnce("#team");

        assertThat(relay.slack().posts("slow")).isZero();
        assertThat(relay.management("/observe/metrics"))
                .doesNotContain("relay_reloads_total{outcome=\"refused\"}")
                .contains("relay_events_matched_total{channel=\"slow\",shadow=\"true\"} 1.0");
    }

    @Test
    void aFileOfFewerChannelsIsRefused() throws Exception {
        String second = well.replace("value: team\n", "value: second\n");
        Files.writeString(file, well + second);
        await().atMost(120, SECONDS)
                .untilAsserted(
                        () -> assertThat(relay.management("/observe/health")).contains("channel:second"));

        Files.writeString(file, well);
        awaitProblem("team.camel.yaml: no channel second is in this file any more");

        // Another name is no loss.
        Files.writeString(file, well + second.replace("second", "third"));
        await().atMost(120, SECONDS)
                .untilAsserted(
                        () -> assertThat(relay.management("/observe/health")).contains("channel:third"));
        awaitWell();
    }

    @Test
    void aChannelGoesWithItsFileAndThatIsTold() throws Exception {
        try (CapturedLog log = new CapturedLog()) {
            Files.delete(file);

            await().atMost(120, SECONDS)
                    .untilAsserted(() -> assertThat(relay.slack().received("#all"))
                            .anyMatch(message -> message.body()
                                    .contains("team is no channel any more: it is not in channels/team.camel.yaml.")));
            assertThat(log.lines("Reload"))
                    .anyMatch(line -> line.contains("team is no channel any more")
                            && line.contains("It posted to http://127.0.0.1/… what matches $"));
        }
        relay.publish(Events.securityGroup("sg-last"));
        relay.awaitDone();
        assertThat(relay.slack().posts("team")).isZero();
    }

    /** A folder whose mount is gone is no wish to remove every channel. */
    @Test
    void aFolderThatIsGoneTakesNothingWithIt() throws Exception {
        Files.move(routes.resolve("channels"), folder.resolve("away"));
        awaitProblem("no channel is configured");
        isToldOnce("#team");

        Files.move(folder.resolve("away"), routes.resolve("channels"));
        awaitWell();
        isToldOnce("#team");
    }

    @Test
    void aChannelWithoutARouteIdIsReplacedByItsNewRule() throws Exception {
        Files.writeString(file, well + "      - name: format\n        value: text\n");
        await().atMost(120, SECONDS)
                .untilAsserted(() -> assertThat(relay.management("/observe/metrics"))
                        .contains("relay_reloads_total{outcome=\"applied\"} 1.0"));
        isToldOnce("#team");
        isToldOnce("#team");
        assertThat(List.copyOf(relay.slack().received("#team"))).hasSize(2);
    }
}
