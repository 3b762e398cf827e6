package io.configrelay.rules;

import io.configrelay.filter.Match;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A channel's {@code match}, taken apart so that each part can be checked and held against an event. Whether a part holds
 * is Jayway's own judgement, as in the route.
 *
 * @see <a href="https://github.com/json-path/JsonPath#filter-operators">Jayway JsonPath, filters</a>
 */
sealed interface Filter {

    /**
     * Whether an event's JSON view gets through.
     *
     * @throws io.configrelay.filter.FilterFailedException as the route's own filter would
     */
    boolean matches(Map<String, Object> view);

    /** The part because of which it does, or doesn't. */
    String decisive(Map<String, Object> view);

    /** Every comparison in it. */
    Stream<Comparison> comparisons();

    /** {@code $}: everything. */
    record Everything() implements Filter {
        @Override
        public boolean matches(Map<String, Object> view) {
            return true;
        }

        @Override
        public String decisive(Map<String, Object> view) {
            return "$";
        }

        @Override
        public Stream<Comparison> comparisons() {
            return Stream.of();
        }
    }

    /** Parts joined by {@code ||}. */
    record Any(List<Filter> parts) implements Filter {
        @Override
        public boolean matches(Map<String, Object> view) {
            return parts.stream().anyMatch(part -> part.matches(view));
        }

        @Override
        public String decisive(Map<String, Object> view) {
            return parts.stream()
                    .filter(part -> part.matches(view))
                    .findFirst()
                    .map(part -> part.decisive(view))
                    .orElseGet(() -> joined(parts, view, " || "));
        }

        @Override
        public Stream<Comparison> comparisons() {
            return parts.stream().flatMap(Filter::comparisons);
        }
    }

    /** Parts joined by {@code &&}. */
    record All(List<Filter> parts) implements Filter {
        @Override
        public boolean matches(Map<String, Object> view) {
            return parts.stream().allMatch(part -> part.matches(view));
        }

        @Override
        public String decisive(Map<String, Object> view) {
            return parts.stream()
                    .filter(part -> !part.matches(view))
                    .findFirst()
                    .map(part -> part.decisive(view))
                    .orElseGet(() -> joined(parts, view, " && "));
        }

        @Override
        public Stream<Comparison> comparisons() {
            return parts.stream().flatMap(Filter::comparisons);
        }
    }

    /** {@code !(…)}. */
    record Not(Filter part) implements Filter {
        @Override
        public boolean matches(Map<String, Object> view) {
            return !part.matches(view);
        }

        @Override
        public String decisive(Map<String, Object> view) {
            return "!(" + part.decisive(view) + ")";
        }

        @Override
        public Stream<Comparison> comparisons() {
            // What isn't there may well be excluded.
            return Stream.of();
        }
    }

    /**
     * One comparison.
     *
     * @param text as it was written
     * @param path that it opens, such as {@code @}; for a filter below another path, that
     * @param fields the view's fields that it names
     * @param plain whether it compares one of these itself, and nothing below it
     * @param operator such as {@code ==}; empty for one that asks whether a field is there
     * @param values the texts that it compares with
     * @param key what it compares with something: a field, or a tag's key below {@code tags}; empty where it is neither
     * @param numbers what it compares the key with, as it was written, where that has no quotes
     */
    record Comparison(
            String text,
            Match path,
            List<String> fields,
            boolean plain,
            String operator,
            List<String> values,
            List<String> key,
            List<String> numbers)
            implements Filter {

        @Override
        public boolean matches(Map<String, Object> view) {
            return path.matches(view);
        }

        @Override
        public String decisive(Map<String, Object> view) {
            return text;
        }

        @Override
        public Stream<Comparison> comparisons() {
            return Stream.of(this);
        }

        /**
         * Whether it takes a text for this number: 12 equals '12', and 012 is 12 before it is compared. More and less hold
         * only between two numbers or two texts.
         */
        boolean takes(String number) {
            Map<String, Object> view =
                    key.size() == 1 ? Map.of(key.get(0), number) : Map.of(key.get(0), Map.of(key.get(1), number));
            return switch (operator) {
                case "==", "in", "anyof" -> matches(view);
                case "!=", "nin", "noneof" -> !matches(view);
                default -> operator.isEmpty() || operator.equals("size") || operator.equals("empty");
            };
        }

        /** Whether nothing but these values can get through. */
        boolean isChoice() {
            return plain && fields.size() == 1 && (operator.equals("==") || operator.equals("in"));
        }
    }

    private static String joined(List<Filter> parts, Map<String, Object> view, String operator) {
        return parts.stream().map(part -> part.decisive(view)).collect(Collectors.joining(operator));
    }
}
