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
    static Optional<Phrase> everybody(Edit edit) {
        return newStatement(
                        edit,
                        statement -> Policy.isEverybody(statement.get("Principal"))
                                && Json.object(statement.get("Condition")).isEmpty())
                ? Optional.of(new Phrase.Term("a policy lets everybody in"))
                : Optional.empty();
    }

    /** {@code Action: *} on {@code Resource: *}. */
    static Optional<Phrase> everything(Edit edit) {
        return newStatement(
                        edit,
                        statement -> Policy.isAll(statement.get("Action")) && Policy.isAll(statement.get("Resource")))
                ? Optional.of(new Phrase.Term("a policy allows everything"))
                : Optional.empty();
    }

    private static boolean newStatement(Edit edit, Predicate<Map<String, Object>> risky) {
        List<Object> after = Policy.statements(edit.openedAfter());
        if (after.isEmpty()) {
            return false;
        }
        List<Object> before = Policy.statements(edit.openedBefore());
        return after.stream()
                .filter(statement -> !before.contains(statement))
                .map(Json::object)
                .anyMatch(statement -> "Allow".equals(statement.get("Effect")) && risky.test(statement));
    }
}
