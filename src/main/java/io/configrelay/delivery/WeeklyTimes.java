package io.configrelay.delivery;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Times of the week as people write them: entries with commas between them, and a time zone at the end.
 *
 * @param zone whose clocks the times are read on
 */
record WeeklyTimes(List<Entry> entries, ZoneId zone) {

    /**
     * What stands between two commas.
     *
     * @param days all that it names; nothing where it names none
     * @param times its words that are times, as they were written
     */
    record Entry(Optional<Days> days, List<String> times) {}

    /**
     * Reads such a text, the zone as {@link ZoneId#of(String)} does.
     *
     * @return nothing where the text is none
     */
    static Optional<WeeklyTimes> parse(String text) {
        int space = text.strip().lastIndexOf(' ');
        if (space < 0) {
            return Optional.empty();
        }
        try {
            ZoneId zone = ZoneId.of(text.strip().substring(space + 1));
            List<Entry> entries = new ArrayList<>();
            for (String entry : text.strip().substring(0, space).split(",", -1)) {
                entries.add(entry(entry.strip()));
            }
            return Optional.of(new WeeklyTimes(List.copyOf(entries), zone));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Entry entry(String text) {
        Optional<Days> days = Optional.empty();
        List<String> times = new ArrayList<>();
        for (String word : text.split("\\s+", -1)) {
            if (word.contains(":")) {
                times.add(word);
            } else {
                Days named = Days.parse(word).orElseThrow(() -> new DateTimeException(word));
                days = Optional.of(days.map(named::and).orElse(named));
            }
        }
        return new Entry(days, List.copyOf(times));
    }

    /**
     * Reads a time of day: {@code 9:00}, {@code 09:00}, {@code 22:30:15}.
     *
     * @throws DateTimeException where the text is none
     */
    static LocalTime time(String text) {
        if (!text.matches("\\d{1,2}:\\d\\d(:\\d\\d)?") || text.startsWith("24")) {
            throw new DateTimeException(text);
        }
        return LocalTime.parse(text.indexOf(':') == 1 ? "0" + text : text);
    }
}
