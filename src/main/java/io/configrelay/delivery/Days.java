package io.configrelay.delivery;

import java.time.DayOfWeek;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Days of the week. */
record Days(Set<DayOfWeek> set) {

    static final Days ALL = new Days(EnumSet.allOf(DayOfWeek.class));

    private static final Days WEEKEND = new Days(EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY));

    private static final Days WEEKDAYS = new Days(EnumSet.complementOf(EnumSet.copyOf(WEEKEND.set)));

    /**
     * Reads one word: {@code daily}, {@code weekdays}, {@code weekend}, {@code Mon}, {@code Sat-Sun}.
     *
     * @return nothing where the word is none of these
     */
    static Optional<Days> parse(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "daily" -> Optional.of(ALL);
            case "weekdays" -> Optional.of(WEEKDAYS);
            case "weekend" -> Optional.of(WEEKEND);
            default -> range(word.split("-", -1));
        };
    }

    private static Optional<Days> range(String[] ends) {
        return ends.length > 2
                ? Optional.empty()
                : day(ends[0]).flatMap(first -> day(ends[ends.length - 1]).map(last -> range(first, last)));
    }

    private static Days range(DayOfWeek first, DayOfWeek last) {
        Set<DayOfWeek> days = EnumSet.of(first);
        for (DayOfWeek day = first; day != last; day = day.plus(1)) {
            days.add(day.plus(1));
        }
        return new Days(days);
    }

    private static Optional<DayOfWeek> day(String text) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (text.length() == 3 && day.name().startsWith(text.toUpperCase(Locale.ROOT))) {
                return Optional.of(day);
            }
        }
        return Optional.empty();
    }

    boolean contains(DayOfWeek day) {
        return set.contains(day);
    }

    Days and(Days others) {
        Set<DayOfWeek> all = EnumSet.copyOf(set);
        all.addAll(others.set);
        return new Days(all);
    }
}
