package io.configrelay.health;

import io.configrelay.event.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the relay is, as an operator reads it.
 *
 * @param checks each part's
 */
public record Health(List<Check> checks) {

    /**
     * One part.
     *
     * @param name such as {@code queue}, {@code channel:network}
     * @param problem what is wrong and what to do; empty where nothing is
     * @param data details, in order
     */
    public record Check(String name, Status status, Optional<String> problem, Map<String, Object> data) {

        /** All is well, and there is no more to say. */
        static Check up(String name) {
            return new Check(name, Status.UP, Optional.empty(), Map.of());
        }

        /** Something is wrong. */
        static Check of(String name, Status status, String problem) {
            return new Check(name, status, Optional.of(problem), Map.of());
        }
    }

    /** The worst of the parts'. */
    public Status status() {
        return checks.stream().map(Check::status).max(Comparator.naturalOrder()).orElse(Status.UP);
    }

    /**
     * As JSON: {@code status} ({@code UP}, {@code DEGRADED} or {@code DOWN}), {@code problems}, the worst first, and
     * {@code checks}, each with {@code name}, {@code status} and, where there is some, {@code data}.
     */
    public String json() {
        List<Check> worst = new ArrayList<>(checks);
        worst.sort(Collections.reverseOrder(Comparator.comparing(Check::status)));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("status", status().name());
        json.put(
                "problems",
                worst.stream().flatMap(check -> check.problem().stream()).toList());
        json.put("checks", checks.stream().map(Health::json).toList());
        return Json.writePretty(json);
    }

    private static Map<String, Object> json(Check check) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", check.name());
        json.put("status", check.status().name());
        if (!check.data().isEmpty()) {
            json.put("data", check.data());
        }
        return json;
    }
}
