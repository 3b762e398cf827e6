package io.configrelay.describe;

import io.configrelay.event.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What the statements of a policy allow that were not there before.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html">Policy elements</a>
 */
final class PolicyRisk {

    private PolicyRisk() {}

    /** {@code Principal: *} without a condition. */
    static Optional<String> everybody(Edit edit) {
        return newStatement(
                        edit,
                        statement -> isEverybody(statement.get("Principal"))
                                && Json.object(statement.get("Condition")).isEmpty())
                ? Optional.of("a policy lets everybody in")
                : Optional.empty();
    }

    /** {@code Action: *} on {@code Resource: *}. */
    static Optional<String> everything(Edit edit) {
        return newStatement(edit, statement -> isAll(statement.get("Action")) && isAll(statement.get("Resource")))
                ? Optional.of("a policy allows everything")
                : Optional.empty();
    }

    private static boolean newStatement(Edit edit, Predicate<Map<String, Object>> risky) {
        List<Object> before = statements(edit.before());
        return statements(edit.after()).stream()
                .filter(statement -> !before.contains(statement))
                .map(Json::object)
                .anyMatch(statement -> "Allow".equals(statement.get("Effect")) && risky.test(statement));
    }

    /** The statements of a document, or of the document that an object like an inline policy holds. */
    private static List<Object> statements(Object value) {
        Object opened = Values.opened(value);
        Map<String, Object> document = Json.object(opened);
        if (document.containsKey("Statement")) {
            Object statement = document.get("Statement");
            return statement instanceof List<?> ? Json.array(statement) : List.of(statement);
        }
        return document.values().stream()
                .filter(String.class::isInstance)
                .flatMap(text -> Values.opened(text) == text ? List.of().stream() : statements(text).stream())
                .toList();
    }

    private static boolean isEverybody(Object principal) {
        return isAll(principal) || isAll(Json.object(principal).get("AWS"));
    }

    private static boolean isAll(Object value) {
        return "*".equals(value) || Json.array(value).contains("*");
    }
}
