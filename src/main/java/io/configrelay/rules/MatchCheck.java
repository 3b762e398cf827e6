package io.configrelay.rules;

import com.jayway.jsonpath.JsonPathException;
import io.configrelay.event.ConfigEvent;
import io.configrelay.event.Notification;
import io.configrelay.filter.LinearRegex;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is wrong with a channel's {@code match}, so that no event would ever come. */
final class MatchCheck {

    /** The fields of an event's JSON view. */
    private static final Collection<String> FIELDS = ConfigEvent.of(
                    new Notification("", "", Map.of("messageType", "ScheduledNotification"), null, null, null))
            .view(null)
            .keySet();

    private static final Set<String> TYPES = types();

    /** Fields that can have no other values. */
    private static final Map<String, Set<String>> VALUES = Map.of(
            "risk", Set.of("high", "medium"),
            "changeType", Set.of("CREATE", "UPDATE", "DELETE"),
            "compliance", Set.of("COMPLIANT", "NON_COMPLIANT", "NOT_APPLICABLE", "INSUFFICIENT_DATA"));

    private static final Set<String> NO_TEXT = Set.of("tags", "changedProperties", "message");

    private MatchCheck() {}

    /** One sentence or more for each mistake. */
    static List<String> mistakes(String match) {
        Filter filter;
        try {
            filter = FilterParser.parse(match);
        } catch (JsonPathException | IllegalArgumentException e) {
            return List.of("is no JsonPath. A filter looks like $[?(@.resourceType == 'AWS::EC2::SecurityGroup')].");
        }
        if (!match.strip().startsWith("$")) {
            return List.of("a filter begins with $, such as $[?(@.resourceType == 'AWS::EC2::SecurityGroup')].");
        }
        List<String> mistakes = new ArrayList<>();
        regexes(match, mistakes);
        filter.comparisons().forEach(comparison -> check(comparison, mistakes));
        if (mistakes.isEmpty() && filter instanceof Filter.All all) {
            contradictions(all, mistakes);
        }
        return mistakes;
    }

    /** Types of resources that are nearly like one that is known. A newer AWS may have them, so they are doubts. */
    static List<String> doubts(String match) {
        return FilterParser.parse(match)
                .comparisons()
                .filter(comparison ->
                        comparison.isChoice() && comparison.fields().contains("resourceType"))
                .flatMap(comparison -> comparison.values().stream())
                .filter(type -> type.startsWith("AWS::") && !TYPES.contains(type))
                .flatMap(type -> Nearest.of(type, TYPES).stream()
                        .map(known ->
                                "'%s' is no type that AWS Config was known to have. Did you mean '%s'? If it is new, write =~ /%s/."
                                        .formatted(type, known, type)))
                .toList();
    }

    private static void check(Filter.Comparison comparison, List<String> mistakes) {
        for (String field : comparison.fields()) {
            if (!FIELDS.contains(field)) {
                mistakes.add("'%s' is no field of an event.%s The fields are %s."
                        .formatted(field, Nearest.hint(field, FIELDS), String.join(", ", FIELDS)));
            }
        }
        numbers(comparison, mistakes);
        if (!comparison.isChoice()) {
            return;
        }
        String field = comparison.fields().get(0);
        for (String value : comparison.values()) {
            Set<String> values = VALUES.getOrDefault(field, Set.of(value));
            if (!values.contains(value)) {
                mistakes.add("'%s' is nothing that %s can be. It is one of %s, or null."
                        .formatted(value, field, String.join(", ", new TreeSet<>(values))));
            }
            if (field.equals("accountId") && !value.matches("\\d{12}")) {
                mistakes.add("'%s' is no account id, which has twelve digits.".formatted(value));
            }
        }
    }

    /** Every field is a text but these; a number without quotes is as a text what is left of it as a number. */
    private static void numbers(Filter.Comparison comparison, List<String> mistakes) {
        if (comparison.key().isEmpty()
                || NO_TEXT.contains(comparison.key().get(comparison.key().size() - 1))) {
            return;
        }
        String field = String.join(".", comparison.key());
        for (String number : comparison.numbers()) {
            if (!comparison.takes(number)) {
                mistakes.add("%s is a text, and %s without quotes is none that it can be. Write '%s'."
                        .formatted(field, number, number));
            } else if (field.equals("accountId") && comparison.isChoice() && !number.matches("\\d{12}")) {
                mistakes.add("'%s' is no account id, which has twelve digits.".formatted(number));
            }
        }
    }

    /** Regular expressions are evaluated by RE2, which has no way back and so an end. */
    private static void regexes(String match, List<String> mistakes) {
        for (String literal : FilterParser.regexes(match)) {
            LinearRegex.problem(literal)
                    .ifPresent(problem -> mistakes.add(
                            "%s can't be used: %s. What looks ahead or back, refers to a group or is possessive is not taken; see https://github.com/google/re2/wiki/Syntax."
                                    .formatted(literal, problem)));
        }
    }

    /** {@code @.risk == 'high' && @.risk == 'medium'} lets nothing through. */
    private static void contradictions(Filter.All all, List<String> mistakes) {
        Map<String, Set<String>> possible = new LinkedHashMap<>();
        for (Filter part : all.parts()) {
            if (part instanceof Filter.Comparison comparison
                    && comparison.isChoice()
                    && !comparison.values().isEmpty()) {
                String field = comparison.fields().get(0);
                Set<String> left = possible.computeIfAbsent(field, name -> new HashSet<>(comparison.values()));
                left.retainAll(comparison.values());
                if (left.isEmpty()) {
                    mistakes.add(
                            "no event can be like this: %s can't have two values at once. Join them by 'or' instead of 'and'."
                                    .formatted(field));
                }
            }
        }
    }

    private static Set<String> types() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                MatchCheck.class.getResourceAsStream("resource-types.txt"), StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.startsWith("#")).collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
