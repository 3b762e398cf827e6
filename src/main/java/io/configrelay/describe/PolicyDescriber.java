package io.configrelay.describe;

import io.configrelay.describe.Statement.Side;
import io.configrelay.event.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Any policy of any resource, statement by statement: {@code Trust policy now allows 123456789012 sts:AssumeRole}. */
final class PolicyDescriber implements Describer {

    /** What a statement is about, and the sentence of one that was exchanged. */
    private enum Part {
        PRINCIPAL("policy.part.principal"),
        ACTION("policy.part.action"),
        RESOURCE("policy.part.resource");

        private final String key;

        Part(String key) {
            this.key = key;
        }

        private String key() {
            return key;
        }
    }

    private final PropertyDescriber properties;

    /** @param properties that knows what the policy is called */
    PolicyDescriber(PropertyDescriber properties) {
        this.properties = properties;
    }

    @Override
    public List<Phrase> lines(Edit edit) {
        List<Statement> before = Policy.statements(edit.openedBefore());
        List<Statement> after = Policy.statements(edit.openedAfter());
        if (before.isEmpty() && after.isEmpty()) {
            return List.of();
        }
        Phrase policy = label(edit);
        if (edit.isState()) {
            return after.stream().map(statement -> state(policy, statement)).toList();
        }
        List<Phrase> lines = new ArrayList<>();
        List<Statement> old =
                new ArrayList<>(before.stream().map(Statement::unnamed).toList());
        List<Statement> now = new ArrayList<>();
        // What is the same under another name or in another place is no change.
        for (Statement statement : after) {
            if (!old.remove(statement.unnamed())) {
                now.add(statement);
            }
        }
        List<Statement> left = new ArrayList<>(before.stream()
                .filter(statement -> old.remove(statement.unnamed()))
                .toList());
        for (Statement statement : now) {
            Statement was = partner(statement, left, now.size());
            if (was == null) {
                lines.add(Phrase.of("policy.now", policy, statement.words()));
            } else {
                left.remove(was);
                lines.addAll(edited(policy, was, statement));
            }
        }
        left.forEach(statement -> lines.add(Phrase.of("policy.no-longer", policy, statement.words())));
        return lines.isEmpty() ? List.of(Phrase.of("policy.same", policy)) : lines;
    }

    /** An endpoint that nobody has given a policy has this one, which narrows nothing. */
    private Phrase state(Phrase policy, Statement statement) {
        boolean standard =
                properties.isOf("AWS::EC2::VPCEndpoint") && statement.letsEverybodyIn() && statement.allowsEverything();
        return standard ? Phrase.of("policy.default", policy) : Phrase.of("policy.state", policy, statement.words());
    }

    /** The one of the same name, else the most alike. */
    private static Statement partner(Statement statement, List<Statement> left, int others) {
        Statement best = null;
        int most = others == 1 && left.size() == 1 ? 1 : 2;
        for (Statement old : left) {
            if (!old.sid().isEmpty() && old.sid().equals(statement.sid())) {
                return old;
            }
            int likeness = old.allows() == statement.allows() ? old.likeness(statement) : 0;
            if (likeness > most) {
                most = likeness;
                best = old;
            }
        }
        return best;
    }

    private static List<Phrase> edited(Phrase policy, Statement old, Statement now) {
        boolean who = !old.who().equals(now.who());
        boolean actions = !old.actions().equals(now.actions());
        boolean resources = !old.resources().equals(now.resources());
        boolean conditions = !old.conditions().equals(now.conditions());
        int parts = (who ? 1 : 0) + (actions ? 1 : 0) + (resources ? 1 : 0) + (conditions ? 1 : 0);
        if (parts != 1 || old.allows() != now.allows()) {
            return List.of(Phrase.of("policy.edited", policy, now.words(), old.words()));
        }
        if (conditions) {
            return conditions(policy, old, now);
        }
        if (who) {
            return List.of(part(policy, old, now, old.who(), now.who(), Part.PRINCIPAL));
        }
        return List.of(
                actions
                        ? part(policy, old, now, old.actions(), now.actions(), Part.ACTION)
                        : part(policy, old, now, old.resources(), now.resources(), Part.RESOURCE));
    }

    /** What only one part of a statement gained, lost, or has in the place of another. */
    private static Phrase part(Phrase policy, Statement old, Statement now, Side before, Side after, Part part) {
        Set<String> gained = after.without(before);
        Set<String> lost = before.without(after);
        if (before.not()
                || after.not()
                || before.isAll()
                || after.isAll()
                || before.values().isEmpty()
                || after.values().isEmpty()) {
            return Phrase.of("policy.edited", policy, now.words(), old.words());
        }
        if (lost.isEmpty()) {
            return Phrase.of(
                    "policy.also", policy, only(now, after.of(gained), part).words());
        }
        if (gained.isEmpty()) {
            return Phrase.of(
                    "policy.no-longer", policy, only(old, before.of(lost), part).words());
        }
        return Phrase.of(
                part.key(),
                now.sid().isEmpty() ? policy : Phrase.of("label.in", policy, now.sid()),
                String.join(", ", lost),
                String.join(", ", gained));
    }

    private static Statement only(Statement statement, Side side, Part part) {
        return statement.with(
                part == Part.PRINCIPAL ? side : statement.who(),
                part == Part.ACTION ? side : statement.actions(),
                part == Part.RESOURCE ? side : statement.resources());
    }

    private static List<Phrase> conditions(Phrase policy, Statement old, Statement now) {
        List<Phrase> lines = new ArrayList<>();
        Set<String> names = new TreeSet<>(old.conditions().keySet());
        names.addAll(now.conditions().keySet());
        for (String name : names) {
            Set<String> before = old.conditions().get(name);
            Set<String> after = now.conditions().get(name);
            String other = other(name, before == null ? old : now);
            if (before != null && after != null) {
                if (!before.equals(after)) {
                    lines.add(changed(policy, Statement.conditionKey(name), listed(before), listed(after)));
                }
            } else if (other != null && names.contains(other) && isIn(other, name, old, now)) {
                if (after == null) {
                    lines.add(changed(
                            policy,
                            Statement.key(name),
                            operator(name) + " " + listed(before),
                            operator(other) + " " + listed(now.conditions().get(other))));
                }
            } else if (before == null) {
                lines.add(Phrase.of("policy.condition.added", policy, name, listed(after)));
            } else {
                lines.add(Phrase.of("policy.condition.removed", policy, name, listed(before)));
            }
        }
        return lines;
    }

    /** A condition of the same key under another operator; null where there is none. */
    private static String other(String name, Statement statement) {
        return statement.conditions().keySet().stream()
                .filter(one -> !one.equals(name) && Statement.key(one).equals(Statement.key(name)))
                .findFirst()
                .orElse(null);
    }

    /** Whether only one of the two statements has each of the two conditions. */
    private static boolean isIn(String one, String other, Statement old, Statement now) {
        return old.conditions().containsKey(one) != now.conditions().containsKey(one)
                && old.conditions().containsKey(other) != now.conditions().containsKey(other);
    }

    private static Phrase changed(Phrase policy, String key, String before, String after) {
        return Phrase.of("policy.condition.changed", policy, key, before, after);
    }

    private static String operator(String name) {
        return name.substring(0, name.indexOf(' '));
    }

    private static String listed(Set<String> values) {
        return String.join(", ", values);
    }

    /** Of a managed policy its versions are named, because the next one takes the place of the last. */
    private Phrase label(Edit edit) {
        Object old = Json.object(edit.before()).get("versionId");
        Object now = Json.object(edit.after()).get("versionId");
        if (old == null || now == null) {
            return properties.policy(edit);
        }
        return Phrase.of("policy.versions", String.valueOf(old), String.valueOf(now));
    }
}
