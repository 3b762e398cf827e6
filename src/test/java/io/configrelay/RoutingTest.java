package io.configrelay;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which channel gets what, and when. */
class RoutingTest {

    private static final String GROUPS = "$[?(@.resourceType == 'AWS::EC2::SecurityGroup')]";

    @TempDir
    private Path folder;

    private RelayUnderTest relay;
    private Path routes;

    @BeforeEach
    void routes() throws Exception {
        relay = new RelayUnderTest(folder, Duration.ofMillis(50));
        routes = TestRoutes.copy(folder);
        for (String name : new String[] {"network", "security", "all-changes"}) {
            Files.delete(routes.resolve("channels/" + name + ".camel.yaml"));
        }
        relay.routes(routes);
    }

    @AfterEach
    void stop() {
        relay.close();
    }

    @Test
    void whatNobodyWantsGoesToTheChannelForTheRest() throws Exception {
        channel("groups", GROUPS);
        channel("rest", "$", "otherwise: true");
        relay.start();
        relay.publish(Events.securityGroup("sg-1"), Events.change("AWS::EC2::VPC", "vpc-1"));
        relay.awaitDone();

        assertThat(relay.slack().received("#groups"))
                .singleElement()
                .satisfies(message -> assertThat(message.body()).contains("sg-1"));
        assertThat(relay.slack().received("#rest"))
                .singleElement()
                .satisfies(message -> assertThat(message.body()).contains("vpc-1"));
        assertThat(relay.management("/observe/metrics")).contains("relay_events_unmatched_total 1.0");
    }

    @Test
    void aShadowIsCountedAndNotSent() throws Exception {
        channel("trial", GROUPS, "shadow: true");
        channel("rest", "$", "otherwise: true");
        relay.start();
        relay.publish(Events.securityGroup("sg-1"));
        relay.awaitDone();

        assertThat(relay.slack().received("#trial")).isEmpty();
        assertThat(relay.slack().received("#rest")).hasSize(1);
        assertThat(relay.management("/observe/metrics"))
                .contains("relay_events_matched_total{channel=\"trial\",shadow=\"true\"} 1.0");
    }

    @Test
    void aQuietTimeHoldsAllButHighRisk() throws Exception {
        DayOfWeek today = Instant.now().atZone(ZoneOffset.UTC).getDayOfWeek();
        channel("quiet", "$", "mute: %s-%s UTC".formatted(word(today), word(today.plus(1))));
        relay.start();
        relay.publish(Events.securityGroup("sg-1"));
        await().atMost(120, SECONDS).until(() -> relay.parked("quiet") == 1);
        relay.publish(Events.opened("123456789012", "sg-open", 22));
        await().atMost(120, SECONDS)
                .until(() -> !relay.slack().received("#quiet").isEmpty());

        assertThat(relay.slack().received("#quiet"))
                .singleElement()
                .satisfies(message ->
                        assertThat(message.body()).contains("sg-open").doesNotContain("sg-1"));
        relay.awaitTaken();
        assertThat(relay.parked("quiet")).isEqualTo(1);
    }

    @Test
    void whatWasHeldSaysSo() throws Exception {
        DayOfWeek today = Instant.now().atZone(ZoneOffset.UTC).getDayOfWeek();
        channel("quiet", "$", "mute: %s-%s UTC".formatted(word(today), word(today.plus(1))));
        relay.with("relay.reload.interval", "100ms").start();
        relay.publish(Events.securityGroup("sg-1"), Events.securityGroup("sg-2"));
        await().atMost(120, SECONDS).until(() -> relay.parked("quiet") == 2);
        channel("quiet", "$");
        relay.awaitDone();

        assertThat(relay.slack().received("#quiet"))
                .singleElement()
                .satisfies(message -> assertThat(message.body()).contains("2 changes", "2 held back by a quiet time"));
    }

    @Test
    void manyAccountsStandInOneList() throws Exception {
        Files.createDirectory(routes.resolve("accounts"));
        Files.writeString(routes.resolve("accounts/payments.txt"), """
                # The payments team's
                210987654321 staging

                123456789012 production
                """);
        channel("payments", "$[?(@.accountId in [{{accounts:payments}}])]");
        channel("rest", "$", "otherwise: true");
        relay.start();
        relay.publish(Events.opened("123456789012", "sg-1", 443), Events.opened("111111111111", "sg-2", 443));
        relay.awaitDone();

        assertThat(relay.slack().received("#payments"))
                .singleElement()
                .satisfies(message -> assertThat(message.body()).contains("sg-1"));
        assertThat(relay.slack().received("#rest"))
                .singleElement()
                .satisfies(message -> assertThat(message.body()).contains("sg-2"));
    }

    @Test
    void aRouteOfOnesOwnIsAChannelToo() throws Exception {
        channel("groups", GROUPS);
        Files.writeString(routes.resolve("channels/own.camel.yaml"), """
                - route:
                    id: own
                    group: slack-channel
                    from:
                      uri: direct:own
                      steps:
                        - filter:
                            expression:
                              jsonpath:
                                expression: $[?(@.resourceType == 'AWS::EC2::VPC')]
                                suppressExceptions: true
                            steps:
                              - setBody:
                                  expression:
                                    simple: "${body[resourceId]}"
                              - to:
                                  uri: file:%s?fileName=vpcs.txt
                """.formatted(folder));
        relay.with("relay.channels.allow-routes", "true").start();
        relay.publish(Events.securityGroup("sg-1"), Events.change("AWS::EC2::VPC", "vpc-1"));
        relay.awaitDone();

        assertThat(relay.slack().received("#groups")).hasSize(1);
        assertThat(folder.resolve("vpcs.txt")).hasContent("vpc-1");
    }

    private static String word(DayOfWeek day) {
        return day.name().charAt(0) + day.name().substring(1, 3).toLowerCase(java.util.Locale.ROOT);
    }

    private void channel(String name, String match, String... parameters) throws Exception {
        TestRoutes.write(routes.resolve("channels"), name, match, relay.slack().webhook(name), parameters);
    }
}
