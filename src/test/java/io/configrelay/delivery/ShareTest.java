package io.configrelay.delivery;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.configrelay.store.Turn;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShareTest {

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final Queue<AsyncCallback> telling = new ConcurrentLinkedQueue<>();
    private final AtomicInteger ended = new AtomicInteger();
    private final Share share =
            new Share("network", () -> 2, new DeliveryThreads(clock, workers), (exchange, callback) -> {
                telling.add(callback);
                return false;
            });

    @AfterEach
    void stop() {
        clock.shutdownNow();
        workers.shutdownNow();
    }

    private Exchange send(boolean ahead) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        share.process(exchange, ahead ? Turn.GRAVE : Turn.USUAL, done -> ended.incrementAndGet());
        return exchange;
    }

    private List<Exchange> send(int events) {
        return IntStream.range(0, events).mapToObj(i -> send(false)).toList();
    }

    private static void assertIsReturned(Exchange exchange) {
        assertThat(exchange.getException()).isInstanceOf(ChannelFullException.class);
    }

    @Test
    void inABurstAChannelThatMakesRoomIsToldOfAll() {
        List<Exchange> exchanges = send(9);
        assertThat(telling).as("no more than its share at a time").hasSize(2);

        for (int i = 1; i <= 9; i++) {
            await().atMost(60, SECONDS).until(() -> !telling.isEmpty());
            telling.remove().done(false);
        }

        await().atMost(60, SECONDS).until(() -> ended.get() == 9);
        assertThat(exchanges)
                .allSatisfy(exchange -> assertThat(exchange.getException()).isNull());
    }

    @Test
    void ofAChannelThatMakesNoRoomTheRestGoesBackAtOnceUntilItDoes() {
        List<Exchange> exchanges = send(4);
        await().atMost(60, SECONDS).until(() -> ended.get() == 2);
        exchanges.subList(2, 4).forEach(ShareTest::assertIsReturned);

        assertIsReturned(send(false));
        telling.remove().done(false);
        assertThat(send(false).getException()).isNull();
        assertThat(telling)
                .as("the one that was there, and the one that there is room for")
                .hasSize(2);
        Exchange waits = send(false);
        assertThat(waits.getException())
                .as("a channel that makes room stalls no more")
                .isNull();
    }

    @Test
    void whatIsGraveHasAShareOfItsOwn() {
        send(2);

        assertThat(send(true).getException()).isNull();
        assertThat(send(true).getException()).isNull();
        assertThat(telling).hasSize(4);
        send(true);
        assertThat(telling).as("and no more").hasSize(4);
    }
}
