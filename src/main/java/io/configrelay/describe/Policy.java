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
        List<Object> statements = new ArrayList<>();
        for (Object text : document.values()) {
            Object inner = text instanceof String ? Values.opened(text) : text;
            if (inner != text) {
                statements.addAll(statements(inner));
            }
        }
        return statements;
    }

    /** {@code allows everybody s3:GetObject on arn:aws:s3:::web/*}. */
    static Phrase words(Map<String, Object> statement) {
        return Phrase.of(
                "Deny".equals(statement.get("Effect")) ? "policy.denies" : "policy.allows",
                who(statement),
                actions(statement),
                resources(statement),
                Json.object(statement.get("Condition")).isEmpty() ? "" : Phrase.of("policy.conditions"));
    }

    private static Object who(Map<String, Object> statement) {
        Object principal = statement.get("Principal");
        if (principal != null) {
            return Phrase.of("policy.who", isEverybody(principal) ? Phrase.of("policy.everybody") : listed(principal));
        }
        Object others = statement.get("NotPrincipal");
        return others == null ? "" : Phrase.of("policy.who", Phrase.of("policy.everybody-but", listed(others)));
    }

    private static Object actions(Map<String, Object> statement) {
        Object actions = statement.get("Action");
        if (actions == null) {
            return Phrase.of("policy.everything-but", listed(statement.get("NotAction")));
        }
        return isAll(actions) ? Phrase.of("policy.all-actions") : listed(actions);
    }

    private static Object resources(Map<String, Object> statement) {
        Object resources = statement.get("Resource");
        if (resources != null) {
            return Phrase.of("policy.on", isAll(resources) ? Phrase.of("policy.all-resources") : listed(resources));
        }
        Object others = statement.get("NotResource");
        return others == null ? "" : Phrase.of("policy.on", Phrase.of("policy.everything-but", listed(others)));
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
