package io.configrelay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.configrelay.store.Due;
import io.configrelay.store.Parked;
import io.configrelay.store.Store;
import io.configrelay.store.StoreWatch;
import io.configrelay.store.Stores;
import io.configrelay.store.Turn;
import io.configrelay.store.Upkeep;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of parked events, over a real store. */
class RoundTest {

    private static final Instant SINCE = Instant.parse("2026-11-25T03:00:00Z");

    @TempDir
    private Path folder;

    private final List<Boolean> ended = new ArrayList<>();
    private final ParkedCount count = new ParkedCount();
    private Store store;
    private List<Parked> events;

    @BeforeEach
    void open() {
        store = Stores.embedded(folder, true, new Upkeep(Duration.ofHours(1), Clock.systemUTC(), StoreWatch.NONE));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Round round(String... ids) {
        store.park(Stream.of(ids)
                .map(id -> new Parked(
                        "a", "a/" + id, Turn.USUAL, false, Instant.now(), Optional.empty(), id, "{}", Optional.empty()))
                .toList());
        events = take();
        assertThat(events).hasSize(ids.length);
        return new Round("a", store, count, () -> SINCE, events, ended::add);
    }

    private List<Parked> take() {
        return store.take("a", 9, Due.EVERYTHING, Instant.now().plusSeconds(600));
    }

    @Test
    void itIsWrittenDownWhenTheLastHasEnded() {
        Round round = round("1", "2", "3");

        round.ended(events.get(0), Round.End.TOLD);
        round.ended(events.get(1), Round.End.DEAD);
        assertThat(ended).isEmpty();
        assertThat(round.settle()).as("nothing is to be written yet").isTrue();
        assertThat(round.isWritten()).isFalse();
        round.ended(events.get(2), Round.End.FAILED);

        assertThat(ended).containsExactly(true);
        assertThat(round.isWritten()).isTrue();
        assertThat(store.isKnown("a/1")).as("delivered").isTrue();
        assertThat(store.isKnown("a/2"))
                .as("a dead letter, which may be replayed")
                .isFalse();
        assertThat(take()).extracting(Parked::id).containsExactly("3");
        assertThat(count.all()).isEqualTo(1);
    }
}
