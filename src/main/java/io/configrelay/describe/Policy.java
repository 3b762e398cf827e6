package io.configrelay.describe;

import io.configrelay.event.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Policy documents, wherever AWS Config puts them: as an object, as JSON in a string, URL-encoded, or inside an object that
 * names the policy.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html">Policy elements</a>
 */
final class Policy {

    private Policy() {}

    /** The statements of a document, or of the document that an object like an inline policy holds; else none. */
    static List<Object> statements(Object value) {
        Object opened = Values.opened(value);
        Map<String, Object> document = Json.object(opened);
        if (document.containsKey("Statement")) {
            Object statement = document.get("Statement");
            return statement instanceof List<?>
                    ? Json.array(statement)
                    : statement == null ? List.of() : List.of(statement);
        }
        return document.values().stream()
                .filter(String.class::isInstance)
                .flatMap(text -> Values.opened(text) == text ? List.of().stream() : statements(text).stream())
                .toList();
    }

    /** {@code allows everybody s3:GetObject on arn:aws:s3:::web/*}. */
    static String words(Map<String, Object> statement) {
        List<String> words = new ArrayList<>();
        words.add("Deny".equals(statement.get("Effect")) ? "denies" : "allows");
        Object principal = statement.get("Principal");
        if (principal != null) {
            words.add(isEverybody(principal) ? "everybody" : listed(principal));
        } else if (statement.get("NotPrincipal") != null) {
            words.add("everybody but " + listed(statement.get("NotPrincipal")));
        }
        words.add(
                statement.get("Action") == null
                        ? "everything but " + listed(statement.get("NotAction"))
                        : isAll(statement.get("Action")) ? "all actions" : listed(statement.get("Action")));
        if (statement.get("Resource") != null) {
            words.add("on " + (isAll(statement.get("Resource")) ? "all resources" : listed(statement.get("Resource"))));
        } else if (statement.get("NotResource") != null) {
            words.add("on everything but " + listed(statement.get("NotResource")));
        }
        if (!Json.object(statement.get("Condition")).isEmpty()) {
            words.add("on conditions");
        }
        return String.join(" ", words);
    }

    /** {@code *}, also as AWS account. */
    static boolean isEverybody(Object principal) {
        return isAll(principal) || isAll(Json.object(principal).get("AWS"));
    }

    static boolean isAll(Object value) {
        return "*".equals(value) || Json.array(value).contains("*");
    }

    private static String listed(Object value) {
        Map<String, Object> object = Json.object(value);
        return object.isEmpty() ? Values.words(value) : Values.words(new ArrayList<>(object.values()));
    }
}
