package io.configrelay.delivery;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DigestTest {

    private final CamelContext context = new DefaultCamelContext();
    private static final Patience NONE = exchange -> Patience.Wait.NONE;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService workers = Executors.newCachedThreadPool();

    private final List<List<Object>> posted = new CopyOnWriteArrayList<>();
    private final Map<Object, Integer> done = new ConcurrentHashMap<>();
    private final Map<Object, Exception> failed = new ConcurrentHashMap<>();

    @AfterEach
    void stop() {
        clock.shutdownNow();
        workers.shutdownNow();
        context.stop();
    }

    @Test
    void aQuietChannelGetsEachEventAtOnceAndAlone() {
        Digest digest = digest(Duration.ZERO, batch -> {});

        for (int i = 0; i < 3; i++) {
            submit(digest, i);
            int expected = i + 1;
            await().atMost(120, SECONDS).until(() -> done.size() == expected);
        }

        assertThat(posted).containsExactly(List.of(0), List.of(1), List.of(2));
    }

    @Test
    void whatArrivesDuringAPostRidesInTheNextInOrder() {
        CountDownLatch slack = new CountDownLatch(1);
        Digest digest = digest(Duration.ZERO, batch -> slack.await());

        submit(digest, 0);
        await().atMost(120, SECONDS).until(() -> posted.size() == 1);
        for (int i = 1; i <= 4; i++) {
            submit(digest, i);
        }
        assertThat(digest.waiting()).isEqualTo(4);
        slack.countDown();

        await().atMost(120, SECONDS).until(() -> done.size() == 5);
        assertThat(posted).containsExactly(List.of(0), List.of(1, 2, 3, 4));
    }

    @Test
    void anExchangeIsNotDoneBeforeItsPost() {
        Semaphore slack = new Semaphore(0);
        Digest digest = digest(Duration.ZERO, batch -> slack.acquire());

        submit(digest, 0);
        await().atMost(120, SECONDS).until(() -> posted.size() == 1);
        submit(digest, 1);
        assertThat(done).isEmpty();

        slack.release();
        await().atMost(120, SECONDS).until(() -> posted.size() == 2);
        await().atMost(120, SECONDS).until(() -> done.size() == 1);
        assertThat(done).containsOnlyKeys(0);
        slack.release();
        await().atMost(120, SECONDS).until(() -> done.size() == 2);
    }

    @Test
    void aFailureReachesEveryEventOfItsPostAndNoOther() {
        CountDownLatch slack = new CountDownLatch(1);
        IOException failure = new IOException("Slack is away");
        Digest digest = digest(Duration.ZERO, batch -> {
            slack.await();
            if (batch.contains(2)) {
                throw failure;
            }
        });

        submit(digest, 0);
        await().atMost(120, SECONDS).until(() -> posted.size() == 1);
        submit(digest, 1);
        submit(digest, 2);
        slack.countDown();
        await().atMost(120, SECONDS).until(() -> done.size() == 3);
        submit(digest, 3);
        await().atMost(120, SECONDS).until(() -> done.size() == 4);

        assertThat(failed).containsOnlyKeys(1, 2).containsEntry(1, failure).containsEntry(2, failure);
    }

    @Test
    void whatDoesNotFitIntoOnePostGoesIntoTheNext() {
        CountDownLatch slack = new CountDownLatch(1);
        Digest digest = start(new Digest(
                waiting -> post(waiting.subList(0, Math.min(3, waiting.size())), batch -> slack.await()),
                NONE,
                Duration.ZERO,
                clock,
                workers));

        for (int i = 0; i < 8; i++) {
            submit(digest, i);
        }
        slack.countDown();

        await().atMost(120, SECONDS).until(() -> done.size() == 8);
        assertThat(posted.stream().flatMap(List::stream)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(posted).allSatisfy(batch -> assertThat(batch).hasSizeLessThanOrEqualTo(3));
    }

    @Test
    void anEventThatCanNotBeRenderedFailsAlone() {
        CountDownLatch slack = new CountDownLatch(1);
        Digest digest = start(new Digest(
                waiting -> {
                    if (bodies(waiting).contains(2)) {
                        throw new IllegalStateException("can't be rendered");
                    }
                    return post(waiting, events -> slack.await());
                },
                NONE,
                Duration.ZERO,
                clock,
                workers));

        submit(digest, 0);
        await().atMost(120, SECONDS).until(() -> posted.size() == 1);
        for (int i = 1; i <= 3; i++) {
            submit(digest, i);
        }
        slack.countDown();

        await().atMost(120, SECONDS).until(() -> done.size() == 4);
        assertThat(failed).containsOnlyKeys(2);
        assertThat(posted).containsExactly(List.of(0), List.of(1), List.of(3));
    }

    @Test
    void betweenTwoPostsTheIntervalPasses() {
        List<Long> begins = new CopyOnWriteArrayList<>();
        List<Long> ends = new CopyOnWriteArrayList<>();
        Digest digest = digest(Duration.ofMillis(100), batch -> {
            begins.add(System.nanoTime());
            ends.add(System.nanoTime());
        });

        for (int i = 0; i < 3; i++) {
            submit(digest, i);
            int posts = i + 1;
            await().atMost(120, SECONDS).until(() -> done.size() == posts);
        }

        for (int i = 1; i < 3; i++) {
            assertThat(Duration.ofNanos(begins.get(i) - ends.get(i - 1)))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(100));
        }
    }

    @Test
    void underEightThreadsNoneIsForgottenAndNoneDoneTwice() {
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger mostUnderWay = new AtomicInteger();
        Digest digest = digest(Duration.ZERO, batch -> {
            mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            underWay.decrementAndGet();
        });

        int threads = 8;
        int each = 10_000;
        for (int thread = 0; thread < threads; thread++) {
            int from = thread * each;
            workers.execute(() -> {
                for (int i = from; i < from + each; i++) {
                    submit(digest, i);
                }
            });
        }

        await().atMost(120, SECONDS).until(() -> done.size() == threads * each);
        assertThat(done.values()).containsOnly(1);
        assertThat(posted.stream().mapToInt(List::size).sum()).isEqualTo(threads * each);
        assertThat(mostUnderWay).hasValue(1);
    }

    @Test
    void stoppingGivesBackWhatWaitsAndTakesNothingMore() {
        CountDownLatch slack = new CountDownLatch(1);
        Digest digest = digest(Duration.ZERO, batch -> slack.await());
        submit(digest, 0);
        await().atMost(120, SECONDS).until(() -> posted.size() == 1);
        submit(digest, 1);

        digest.stop();
        submit(digest, 2);

        assertThat(failed).containsOnlyKeys(1, 2);
        assertThat(failed.values()).allMatch(RelayStoppingException.class::isInstance);
        slack.countDown();
        await().atMost(120, SECONDS).until(() -> done.size() == 3);
        assertThat(failed).containsOnlyKeys(1, 2);
        assertThat(done.values()).containsOnly(1);
    }

    @Test
    void whatHasPatienceRidesInTheNextPost() {
        Digest digest = patient(Duration.ofMinutes(10));

        submit(digest, 1);
        submit(digest, 3);
        assertThat(digest.waiting()).isEqualTo(2);
        submit(digest, 2);

        await().atMost(120, SECONDS).until(() -> done.size() == 3);
        assertThat(posted).containsExactly(List.of(1, 3, 2));
    }

    @Test
    void whatRunsOutOfPatienceHasAPostOfItsOwn() {
        Digest digest = patient(Duration.ofSeconds(1));

        submit(digest, 1);
        submit(digest, 3);

        await().atMost(120, SECONDS).until(() -> done.size() == 2);
        assertThat(posted).containsExactly(List.of(1, 3));
    }

    @Test
    void aCrowdNeedsNoPatience() {
        Digest digest = patient(Duration.ofMinutes(10));

        for (int i = 0; i < 100; i++) {
            submit(digest, 2 * i + 1);
        }

        await().atMost(120, SECONDS).until(() -> done.size() == 100);
        assertThat(posted).hasSize(1);
    }

    @Test
    void whatIsHeldDoesNotRide() {
        Digest digest = held(Duration.ofSeconds(1), Duration.ZERO);

        submit(digest, 1);
        submit(digest, 3);
        submit(digest, 2);
        await().atMost(120, SECONDS).until(() -> done.size() == 3);
        assertThat(posted).first().isEqualTo(List.of(2));
        assertThat(posted.subList(1, posted.size()).stream().flatMap(List::stream))
                .containsExactly(1, 3);
    }

    @Test
    void moreThanMayBeHeldIsToldEarly() {
        Digest digest = held(Duration.ofHours(10), Duration.ofHours(1));

        for (int i = 0; i < 249; i++) {
            submit(digest, 2 * i + 1);
        }
        assertThat(digest.waiting()).isEqualTo(249);
        submit(digest, 499);

        await().atMost(120, SECONDS).until(() -> done.size() == 250);
        assertThat(posted).hasSize(1);
    }

    @Test
    void moreThanMayWaitForALongIntervalIsToldEarly() {
        Digest digest = digest(Duration.ofHours(1), batch -> {});

        submit(digest, 0);
        await().atMost(120, SECONDS).until(() -> done.size() == 1);
        for (int i = 1; i <= 250; i++) {
            submit(digest, i);
        }

        await().atMost(120, SECONDS).until(() -> done.size() == 251);
        assertThat(posted).hasSize(2);
    }

    @Test
    void whoIsInAHurryWaitsForNothing() {
        Digest digest = held(Duration.ofHours(10), Duration.ofHours(1));

        submit(digest, 2);
        await().atMost(120, SECONDS).until(() -> done.size() == 1);
        submit(digest, 1);
        submit(digest, 4);
        digest.hurry();

        await().atMost(120, SECONDS).until(() -> done.size() == 3);
        assertThat(posted).containsExactly(List.of(2), List.of(1, 4));
    }

    @Test
    void whatAPostDoesNotTellOfKeepsItsPlaceAndItsPatience() {
        // Tells of the even ones only, while there are any.
        Digest digest = start(new Digest(
                waiting -> {
                    List<Exchange> even = waiting.stream()
                            .filter(exchange -> exchange.getMessage().getBody(Integer.class) % 2 == 0)
                            .toList();
                    return post(even.isEmpty() ? waiting : even, batch -> {});
                },
                this::patienceOfOdd,
                Duration.ZERO,
                clock,
                workers));

        submit(digest, 1);
        submit(digest, 2);

        await().atMost(120, SECONDS).until(() -> done.size() == 2);
        assertThat(posted).containsExactly(List.of(2), List.of(1));
    }

    private Patience.Wait patienceOfOdd(Exchange exchange) {
        return exchange.getMessage().getBody(Integer.class) % 2 == 0
                ? Patience.Wait.NONE
                : new Patience.Wait(Duration.ofSeconds(1), true);
    }

    /** Odd ones have this patience, even ones none. */
    private Digest patient(Duration patience) {
        return start(new Digest(
                waiting -> post(waiting, batch -> {}),
                exchange -> exchange.getMessage().getBody(Integer.class) % 2 == 0
                        ? Patience.Wait.NONE
                        : new Patience.Wait(patience, true),
                Duration.ZERO,
                clock,
                workers));
    }

    /** Odd ones are held so long, even ones not at all. */
    private Digest held(Duration time, Duration interval) {
        return start(new Digest(
                waiting -> post(waiting, batch -> {}),
                exchange -> exchange.getMessage().getBody(Integer.class) % 2 == 0
                        ? Patience.Wait.NONE
                        : new Patience.Wait(time, false),
                interval,
                clock,
                workers));
    }

    private interface Slack {
        void take(List<Object> batch) throws Exception;
    }

    private Digest digest(Duration interval, Slack slack) {
        return start(new Digest(waiting -> post(waiting, slack), NONE, interval, clock, workers));
    }

    private static Digest start(Digest digest) {
        digest.start();
        return digest;
    }

    private Digest.Post post(List<Exchange> exchanges, Slack slack) {
        List<Object> batch = bodies(exchanges);
        return new Digest.Post() {
            @Override
            public List<Exchange> exchanges() {
                return exchanges;
            }

            @Override
            public void send() throws Exception {
                posted.add(batch);
                slack.take(batch);
            }
        };
    }

    private static List<Object> bodies(List<Exchange> exchanges) {
        List<Object> bodies = new ArrayList<>();
        exchanges.forEach(exchange -> bodies.add(exchange.getMessage().getBody()));
        return bodies;
    }

    private void submit(Digest digest, int body) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(body);
        digest.process(exchange, doneSync -> {
            if (exchange.getException() != null) {
                failed.put(body, exchange.getException());
            }
            done.merge(body, 1, Integer::sum);
        });
    }
}
