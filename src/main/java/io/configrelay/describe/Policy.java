package io.configrelay.describe;

import io.configrelay.event.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Policy documents, wherever AWS Config puts them: as an object, as JSON in a string or in a string in a string,
 * URL-encoded, inside an object that names the policy, or statement by statement.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html">Policy elements</a>
 */
final class Policy {

    private Policy() {}

    /** The statements of a document, of the document that an object like an inline policy holds, or the one given; else none. */
    static List<Statement> statements(Object value) {
        Object opened = Values.opened(value);
        Map<String, Object> document = Json.object(opened);
        if (document.containsKey("Statement")) {
            return read(document.get("Statement"));
        }
        if (isStatement(document)) {
            return List.of(Statement.of(document));
        }
        List<Statement> statements = new ArrayList<>();
        for (Object text : document.values()) {
            if (text instanceof String) {
                Object inside = Values.opened(text);
                if (inside != text) {
                    statements.addAll(statements(inside));
                }
            }
        }
        return statements;
    }

    private static List<Statement> read(Object statements) {
        List<Object> all = statements instanceof List<?>
                ? Json.array(statements)
                : statements == null ? List.of() : List.of(statements);
        return all.stream().allMatch(one -> isStatement(Json.object(one)))
                ? all.stream().map(one -> Statement.of(Json.object(one))).toList()
                : List.of();
    }

    /** Also of a diff that lists statements one by one. */
    static boolean isStatement(Map<String, Object> object) {
        return object.get("Effect") instanceof String
                && (object.containsKey("Action") || object.containsKey("NotAction"));
    }
}
