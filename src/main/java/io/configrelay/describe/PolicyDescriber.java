package io.configrelay.describe;

import io.configrelay.event.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Any policy of any resource, statement by statement: {@code Trust policy now allows 123456789012 sts:AssumeRole}. */
final class PolicyDescriber implements Describer {

    private final PropertyDescriber properties;

    /** @param properties that knows what the policy is called */
    PolicyDescriber(PropertyDescriber properties) {
        this.properties = properties;
    }

    @Override
    public List<Phrase> lines(Edit edit) {
        List<Object> before = Policy.statements(edit.openedBefore());
        List<Object> after = Policy.statements(edit.openedAfter());
        if (before.equals(after)
                || before.stream().anyMatch(Objects::isNull)
                || after.stream().anyMatch(Objects::isNull)) {
            return List.of();
        }
        Phrase policy = properties.label(edit);
        List<Phrase> lines = new ArrayList<>();
        for (Object statement : after) {
            if (!before.contains(statement)) {
                Optional<Map<String, Object>> was = sameSid(statement, before);
                Phrase now = Policy.words(Json.object(statement));
                lines.add(was.map(old -> Phrase.of("policy.edited", policy, now, Policy.words(old)))
                        .orElseGet(() -> Phrase.of("policy.now", policy, now)));
            }
        }
        for (Object statement : before) {
            if (!after.contains(statement) && sameSid(statement, after).isEmpty()) {
                lines.add(Phrase.of("policy.no-longer", policy, Policy.words(Json.object(statement))));
            }
        }
        return lines;
    }

    private static Optional<Map<String, Object>> sameSid(Object statement, List<Object> others) {
        Object sid = Json.object(statement).get("Sid");
        return others.stream()
                .map(Json::object)
                .filter(other -> sid != null && !"".equals(sid) && sid.equals(other.get("Sid")))
                .findFirst();
    }
}
