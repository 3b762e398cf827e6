package io.configrelay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.configrelay.TestClock;
import io.configrelay.store.Due;
import io.configrelay.store.Parked;
import io.configrelay.store.Store;
import io.configrelay.store.StoreWatch;
import io.configrelay.store.Stores;
import io.configrelay.store.Turn;
import io.configrelay.store.Upkeep;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A week in fast motion: what comes when a channel isn't to be told is in the store, and comes out at its time. */
class WeekendTest {

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    /** A Friday at noon in Tokyo. */
    private static final Instant FRIDAY = Instant.parse("2026-11-27T03:00:00Z");

    private static final Duration STEP = Duration.ofMinutes(10);

    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock();

    /** One event that was told. */
    private record Told(int number, Turn turn, Instant received, Instant at) {}

    /** Two events each ten minutes for five days, every seventh of high risk; the store is opened anew each day. */
    private List<Told> week(Map<String, String> parameters) throws Exception {
        Map<String, String> all = new TreeMap<>(parameters);
        all.put("name", "all");
        all.put("match", "$");
        all.put("webhook", "https://hooks.slack.com/services/T/B/x");
        Timing timing = new Timing(ChannelSettings.of(all));
        List<Told> told = new ArrayList<>();
        clock.pass(Duration.between(clock.instant(), FRIDAY));
        int number = 0;
        for (int day = 0; day < 5; day++) {
            try (Store store = Stores.embedded(folder, true, new Upkeep(Duration.ofDays(9), clock, StoreWatch.NONE))) {
                for (int step = 0; step < 144; step++) {
                    for (int i = 0; i < 2; i++) {
                        number++;
                        Instant now = clock.instant();
                        Turn turn = number % 7 == 0 ? Turn.GRAVE : Turn.USUAL;
                        if (timing.wait(turn, now).isZero()) {
                            timing.tell(now);
                            told.add(new Told(number, turn, now, now));
                        } else {
                            store.park(List.of(parked(number, turn, now)));
                        }
                    }
                    clock.pass(STEP);
                    tellDue(timing, store, told);
                }
            }
        }
        return told;
    }

    private static Parked parked(int number, Turn turn, Instant now) {
        String id = String.valueOf(number);
        return new Parked("all", "all/" + id, turn, true, now, Optional.empty(), id, "{}", Optional.empty());
    }

    private void tellDue(Timing timing, Store store, List<Told> told) {
        Instant now = clock.instant();
        Optional<Due> due = timing.due(now);
        if (due.isPresent()) {
            List<Parked> events = store.take("all", 10_000, due.get(), now.plusSeconds(60));
            events.forEach(
                    event -> told.add(new Told(Integer.parseInt(event.id()), event.turn(), event.receivedAt(), now)));
            store.delivered(events.stream().map(Parked::key).toList());
        }
    }

    @Test
    void aWeekendsQuietHoldsAllButHighRisk() throws Exception {
        List<Told> told = week(Map.of("mute", "weekend, 22:00-07:00 Asia/Tokyo"));

        everyOneIsToldOnce(told);
        Mute quiet = Mute.parse("weekend, 22:00-07:00 Asia/Tokyo").orElseThrow();
        assertThat(told)
                .filteredOn(one -> one.turn() == Turn.GRAVE)
                .allMatch(one -> one.at().equals(one.received()));
        assertThat(told)
                .filteredOn(one -> one.turn() == Turn.USUAL)
                .noneMatch(one -> quiet.isQuiet(one.at()))
                .filteredOn(one -> quiet.isQuiet(one.received()))
                .allMatch(one -> one.at().equals(quiet.endOfQuiet(one.received())));
        Instant monday = Instant.parse("2026-11-29T22:00:00Z");
        assertThat(told).filteredOn(one -> one.at().equals(monday)).hasSizeGreaterThan(400);
    }

    @Test
    void aQuietTimeMayHoldHighRiskToo() throws Exception {
        List<Told> told = week(Map.of("mute", "weekend Asia/Tokyo", "mute-high-risk", "true"));

        everyOneIsToldOnce(told);
        Mute quiet = Mute.parse("weekend Asia/Tokyo").orElseThrow();
        assertThat(told).noneMatch(one -> quiet.isQuiet(one.at()));
        Instant monday = Instant.parse("2026-11-29T15:00:00Z");
        List<Turn> atMonday = told.stream()
                .filter(one -> one.at().equals(monday) && one.received().isBefore(monday))
                .map(Told::turn)
                .toList();
        // The gravest first.
        assertThat(atMonday).hasSize(576).isSortedAccordingTo((one, other) -> other.compareTo(one));
    }

    @Test
    void aDigestScheduleTellsWhatCameSinceTheLast() throws Exception {
        List<Told> told = week(Map.of("digest", "weekdays 09:00 Asia/Tokyo"));

        assertThat(told)
                .filteredOn(one -> one.turn() == Turn.GRAVE)
                .allMatch(one -> one.at().equals(one.received()));
        assertThat(told)
                .filteredOn(one -> one.turn() == Turn.USUAL)
                .isNotEmpty()
                .allSatisfy(one -> {
                    assertThat(one.at().atZone(TOKYO).toLocalTime()).hasToString("09:00");
                    assertThat(one.at())
                            .isEqualTo(Schedule.parse("weekdays 09:00 Asia/Tokyo")
                                    .orElseThrow()
                                    .next(one.received())
                                    .orElseThrow());
                });
    }

    @Test
    void aLongIntervalTellsWhatCameMeanwhileTogether() throws Exception {
        List<Told> told = week(Map.of("interval", "1d"));

        List<Instant> times = told.stream()
                .filter(one -> one.turn() == Turn.USUAL)
                .map(Told::at)
                .distinct()
                .toList();
        assertThat(times).hasSize(6);
        for (int i = 1; i < times.size(); i++) {
            assertThat(Duration.between(times.get(i - 1), times.get(i))).isEqualTo(Duration.ofDays(1));
        }
    }

    private static void everyOneIsToldOnce(List<Told> told) {
        assertThat(told.stream().map(Told::number).sorted().toList())
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(1_300);
    }
}
