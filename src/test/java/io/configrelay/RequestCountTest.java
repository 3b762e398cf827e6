package io.configrelay;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.configrelay.sandbox.SqsProxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many requests a hundred events cost. */
class RequestCountTest {

    @TempDir
    private Path folder;

    @Test
    void aHundredEventsCostTwoPostsAndTenTimesFewerRequestsToSqs() throws Exception {
        List<String> events = Events.securityGroups(100);
        try (RelayUnderTest relay = new RelayUnderTest(folder, Duration.ZERO);
                SqsProxy proxy = SqsProxy.before(relay.sqs())) {
            String uri = proxy.endpoint().toString();
            Path routes = TestRoutes.ofOneChannel(folder, relay.slack().webhook("all"));
            relay.slack().hold("all");
            relay.routes(routes)
                    .with("camel.component.aws2-sqs.uri-endpoint-override", uri)
                    .with("camel.component.http.response-timeout", "60000")
                    .with("relay.sqs.visibility-timeout", "600")
                    .start();
            relay.publish(events.get(0));
            await().atMost(120, SECONDS).until(() -> relay.slack().posts("all") == 1);
            proxy.holdReceives();
            await().atMost(120, SECONDS).until(() -> !proxy.isReceiving());
            relay.publish(events.subList(1, 100).toArray(String[]::new));

            proxy.release();
            await().atMost(120, SECONDS)
                    .until(() -> relay.management("/observe/metrics").contains("relay_waiting{channel=\"all\"} 99.0"));
            long begin = System.nanoTime();
            relay.slack().release("all");
            relay.awaitDone();

            assertThat(relay.slack().posts("all")).isEqualTo(2);
            assertThat(proxy.actions()).containsEntry("ReceiveMessage", 1 + 10);
            // They end one after the other; those of a tenth of a second are deleted together, ten in a request.
            await().atMost(120, SECONDS).until(() -> deletes(proxy) >= 10);
            long tenths = Duration.ofNanos(System.nanoTime() - begin).toMillis() / 100;
            assertThat(deletes(proxy)).isLessThanOrEqualTo((int) Math.min(50, 12 + tenths));
            assertThat(proxy.actions().keySet())
                    .containsExactlyInAnyOrder(
                            "GetQueueUrl",
                            "GetQueueAttributes",
                            "ReceiveMessage",
                            "ReceiveMessage, empty",
                            "DeleteMessageBatch");
        }
    }

    private static int deletes(SqsProxy proxy) {
        return proxy.actions().get("DeleteMessageBatch");
    }
}
