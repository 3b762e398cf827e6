package io.configrelay.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.configrelay.TestClock;
import io.configrelay.sandbox.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a store promises, held against both databases. */
class StoreTest {

    private static final Duration KEEP = Duration.ofHours(1);

    private static PostgresServer postgres;

    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock();
    private Store store;

    @BeforeAll
    static void start() throws Exception {
        if (PostgresServer.isInstalled()) {
            postgres = PostgresServer.start();
        }
    }

    @AfterAll
    static void stop() {
        if (postgres != null) {
            postgres.close();
        }
    }

    @AfterEach
    void close() {
        if (store != null) {
            store.close();
        }
    }

    private Store open(String kind) throws Exception {
        if (kind.equals("SQLite")) {
            store = Stores.embedded(folder, true, new Upkeep(KEEP, clock, StoreWatch.NONE));
            return store;
        }
        assumeThat(postgres).as("PostgreSQL, apt-get install postgresql").isNotNull();
        try (Connection connection =
                        DriverManager.getConnection(postgres.url(), PostgresServer.USER, PostgresServer.PASSWORD);
                Statement statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        }
        store = shared();
        return store;
    }

    private Store shared() {
        return Stores.shared(
                postgres.url(), PostgresServer.USER, PostgresServer.PASSWORD, new Upkeep(KEEP, clock, StoreWatch.NONE));
    }

    private Parked event(String channel, int number, boolean grave) {
        return new Parked(
                channel,
                channel + "/" + number,
                grave ? Turn.GRAVE : Turn.USUAL,
                false,
                clock.instant(),
                Optional.empty(),
                String.valueOf(number),
                "{\"n\": %d, \"text\": \"%s\"}".formatted(number, "ü\u0001\n"),
                Optional.of("sqs-" + number));
    }

    private Instant later() {
        return clock.instant().plusSeconds(60);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SQLite", "PostgreSQL"})
    void theGraveComeFirstThenTheOldest(String kind) throws Exception {
        open(kind);
        store.park(List.of(event("a", 1, false), event("b", 2, false), event("a", 3, true)));
        store.park(List.of(event("a", 4, true), event("a", 5, false)));

        assertThat(store.take("a", 3, Due.EVERYTHING, later()))
                .extracting(Parked::id)
                .containsExactly("3", "4", "1");
        assertThat(store.take("a", 3, Due.EVERYTHING, later()))
                .extracting(Parked::id)
                .containsExactly("5");
        assertThat(store.take("a", 3, Due.EVERYTHING, later())).isEmpty();
        assertThat(store.backlogs()).containsExactly(new Backlog("b", Turn.USUAL, 1, clock.instant()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SQLite", "PostgreSQL"})
    void anEventComesBackAsItWentIn(String kind) throws Exception {
        open(kind);
        store.park(List.of(event("a", 1, true)));

        assertThat(store.take("a", 1, Due.before(Instant.MIN), later())).containsExactly(event("a", 1, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SQLite", "PostgreSQL"})
    void onlyTheGraveAreTakenInAQuietTime(String kind) throws Exception {
        open(kind);
        store.park(List.of(event("a", 1, false), event("a", 2, true)));

        assertThat(store.take("a", 9, Due.before(Instant.MIN), later()))
                .extracting(Parked::id)
                .containsExactly("2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SQLite", "PostgreSQL"})
    void whatIsParkedOrDeliveredIsKnownAndDeliveringEndsTheParking(String kind) throws Exception {
        open(kind);
        assertThat(store.isKnown("a/1")).isFalse();
        store.park(List.of(event("a", 1, false)));
        store.park(List.of(event("a", 1, false)));
        assertThat(store.isKnown("a/1")).isTrue();

        store.delivered(List.of("a/1", "a/2"));
        store.delivered(List.of("a/2", "a/3"));

        assertThat(List.of("a/1", "a/2", "a/3")).allMatch(store::isKnown);
        assertThat(store.backlogs()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SQLite", "PostgreSQL"})
    void whatSlackDidNotTakeStaysWithTheTimeOfItsFirstTry(String kind) throws Exception {
        open(kind);
        Instant first = clock.instant();
        store.park(List.of(event("a", 1, false)));
        store.take("a", 1, Due.EVERYTHING, later());
        store.failing(List.of("a/1"), first);
        store.take("a", 1, Due.EVERYTHING, later());
        store.failing(List.of("a/1"), first.plusSeconds(9));

        assertThat(store.take("a", 1, Due.EVERYTHING, later()))
                .singleElement()
                .satisfies(event -> assertThat(event.failingSince()).contains(first));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SQLite", "PostgreSQL"})
    void whoTookSomethingAndIsGoneKeepsItNotForEver(String kind) throws Exception {
        open(kind);
        store.park(List.of(event("a", 1, false)));
        store.take("a", 1, Due.EVERYTHING, later());
        clock.pass(Duration.ofSeconds(61));

        assertThat(store.take("a", 1, Due.EVERYTHING, later())).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SQLite", "PostgreSQL"})
    void oldKeysAreRemovedAndParkedEventsAreNot(String kind) throws Exception {
        open(kind);
        store.delivered(IntStream.range(0, 2_500).mapToObj(i -> "a/" + i).toList());
        store.park(List.of(event("b", 1, false)));
        clock.pass(KEEP.plusSeconds(1));
        store.delivered(List.of("a/new"));

        store.clean();

        assertThat(store.isKnown("a/0")).isFalse();
        assertThat(store.isKnown("a/2499")).isFalse();
        assertThat(store.isKnown("a/new")).isTrue();
        assertThat(store.isKnown("b/1")).isTrue();
    }

    @Test
    void replicasNeverTakeTheSameEvent() throws Exception {
        open("PostgreSQL");
        try (Store other = shared()) {
            store.park(
                    IntStream.range(0, 40).mapToObj(i -> event("a", i, false)).toList());

            List<Parked> mine = store.take("a", 25, Due.EVERYTHING, later());
            List<Parked> others = other.take("a", 25, Due.EVERYTHING, later());

            assertThat(mine).hasSize(25);
            assertThat(others).hasSize(15).doesNotContainAnyElementsOf(mine);
        }
    }

    @Test
    void aStopAndAStartKeepEverythingAndWhatWasTakenIsThereAgain() throws Exception {
        open("SQLite");
        store.park(List.of(event("a", 1, false), event("a", 2, false)));
        store.delivered(List.of("a/3"));
        store.take("a", 1, Due.EVERYTHING, later());
        store.close();

        open("SQLite");

        assertThat(store.isKnown("a/3")).isTrue();
        assertThat(store.take("a", 9, Due.EVERYTHING, later()))
                .extracting(Parked::id)
                .containsExactly("1", "2");
    }

    @Test
    void aSecondRelayOnTheSameFolderIsToldSo() throws Exception {
        open("SQLite");

        assertThatThrownBy(() -> Stores.embedded(folder, true, new Upkeep(KEEP, Clock.systemUTC(), StoreWatch.NONE)))
                .isInstanceOf(Stores.CantOpenException.class)
                .hasMessageContaining("another relay uses " + folder + "/ already");
    }

    @Test
    void aStoreOfANewerVersionIsRefusedWithWords() throws Exception {
        open("SQLite").close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("relay.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO relay_schema SELECT 99, '99', 'newer', type, 'V99__newer.sql', 1,"
                    + " installed_by, installed_on, 1, 1 FROM relay_schema WHERE version = '2'");
        }

        assertThatThrownBy(() -> open("SQLite"))
                .isInstanceOf(Stores.CantOpenException.class)
                .hasMessageContaining("is of a newer config-relay than this one");
    }

    @Test
    void aFileThatIsNoDatabaseIsRefusedWithWords() throws Exception {
        Files.writeString(folder.resolve("relay.db"), "not a database, and long enough to be looked at".repeat(100));

        assertThatThrownBy(() -> open("SQLite"))
                .isInstanceOf(Stores.CantOpenException.class)
                .hasMessageContaining(folder.toString());
    }

    @Test
    void whatIsLargeIsTakenFewAtATime() throws Exception {
        open("SQLite");
        String large = "x".repeat(1_000_000);
        store.park(IntStream.range(0, 20)
                .mapToObj(i -> new Parked(
                        "a",
                        "a/" + i,
                        Turn.USUAL,
                        true,
                        clock.instant(),
                        Optional.empty(),
                        "i",
                        large,
                        Optional.empty()))
                .toList());

        assertThat(store.take("a", 500, Due.EVERYTHING, later())).hasSize(8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SQLite", "PostgreSQL"})
    void aRenewalFindsNothingOfWhatHasEndedMeanwhile(String kind) throws Exception {
        open(kind);
        store.park(List.of(event("a", 1, false), event("a", 2, false)));
        List<Parked> taken = store.take("a", 2, Due.EVERYTHING, later());
        store.release(List.of("a/1"));

        store.renew(taken.stream().map(Parked::key).toList(), later().plusSeconds(600));

        assertThat(store.take("a", 2, Due.EVERYTHING, later()))
                .extracting(Parked::id)
                .containsExactly("1");
        clock.pass(Duration.ofMinutes(2));
        assertThat(store.take("a", 2, Due.EVERYTHING, later()))
                .as("the other is taken for longer")
                .extracting(Parked::id)
                .doesNotContain("2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SQLite", "PostgreSQL"})
    void whatFailsHasFailedSinceSlackTookNothingOrSinceItCame(String kind) throws Exception {
        open(kind);
        Instant first = clock.instant();
        store.park(List.of(event("a", 1, false)));
        clock.pass(Duration.ofMinutes(10));
        Instant second = clock.instant();
        store.park(List.of(event("a", 2, false)));
        clock.pass(Duration.ofMinutes(10));

        store.failing(List.of("a/1", "a/2"), first.plusSeconds(60));
        store.failing(List.of("a/1", "a/2"), clock.instant());

        assertThat(store.take("a", 2, Due.EVERYTHING, later()))
                .extracting(event -> event.failingSince().orElseThrow())
                .containsExactly(first.plusSeconds(60), second);
    }

    @Test
    void afterSomebodyElsesLockItIsWrittenAsBefore() throws Exception {
        open("SQLite");
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("relay.db"));
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            assertThatThrownBy(() -> store.park(List.of(event("a", 1, false))))
                    .isInstanceOf(StoreUnavailableException.class);
            statement.execute("ROLLBACK");
        }

        for (int i = 2; i < 30; i++) {
            store.park(List.of(event("a", i, false)));
        }

        assertThat(store.backlogs()).containsExactly(new Backlog("a", Turn.USUAL, 28, clock.instant()));
    }

    /** Events are large, and counted every few seconds. */
    @Test
    void whatIsCountedIsReadFromAnIndexAlone() throws Exception {
        open("SQLite");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("relay.db"));
                Statement statement = connection.createStatement()) {
            for (String counts : List.of(ParkedTable.BACKLOGS.replace("?", "0"), ParkedTable.SIZE)) {
                try (ResultSet plan = statement.executeQuery("EXPLAIN QUERY PLAN " + counts)) {
                    assertThat(plan.next()).isTrue();
                    assertThat(plan.getString("detail")).contains("USING COVERING INDEX");
                }
            }
        }
    }

    @Test
    void whatARelayWithoutAStoreHadDeliveredIsMovedIntoIt() throws Exception {
        Path file = folder.resolve("delivered.keys");
        MemoryStore none = new MemoryStore(10, KEEP, Optional.of(file));
        none.delivered(List.of("a/1", "a/\n2"));
        none.close();
        open("SQLite");

        MemoryStore.moveKeys(file, store);

        assertThat(store.isKnown("a/1")).isTrue();
        assertThat(store.isKnown("a/\n2")).isTrue();
        assertThat(store.isKnown("a/3")).isFalse();
        assertThat(file).doesNotExist();
    }

    @Test
    void whatCanNotBeMovedNowStaysForTheNextStart() throws Exception {
        Path file = folder.resolve("delivered.keys");
        MemoryStore none = new MemoryStore(10, KEEP, Optional.of(file));
        none.delivered(List.of("a/1"));
        none.close();
        open("SQLite").close();

        MemoryStore.moveKeys(file, store);

        assertThat(file).exists();
    }
}
