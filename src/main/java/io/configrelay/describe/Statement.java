package io.configrelay.describe;

import io.configrelay.event.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A statement of a policy, so written that two of the same meaning are equal: whether a value stands alone or in a list, in
 * which order, and whether everybody is {@code "*"} or {@code {"AWS": "*"}} makes no difference.
 *
 * @param sid its name in the policy, or empty
 * @param allows whether it allows; else it denies
 * @param who principals, {@code *} for everybody; empty where the policy names none
 * @param conditions by operator and key, such as {@code StringLike aws:SourceArn}
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html">Policy elements</a>
 */
record Statement(
        String sid, boolean allows, Side who, Side actions, Side resources, Map<String, Set<String>> conditions) {

    static final String ALL = "*";

    /** Operators that say what they compare with: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html. */
    private static final Pattern EQUAL = Pattern.compile(
            "(For(Any|All)Values?:)?(String(Equals|Like|EqualsIgnoreCase)|Arn(Equals|Like)|IpAddress|Bool|(Numeric|Date)Equals)(IfExists)?");

    private static final Pattern NOT = Pattern.compile(
            "(For(Any|All)Values?:)?(StringNot(Equals|Like|EqualsIgnoreCase)|ArnNot(Equals|Like)|NotIpAddress|(Numeric|Date)NotEquals)(IfExists)?");

    /**
     * One of the things that a statement is about.
     *
     * @param not whether it is about all but these: {@code NotAction}
     * @param values in their order
     */
    record Side(boolean not, Set<String> values) {

        static final Side NONE = new Side(false, Set.of());

        boolean isAll() {
            return !not && values.contains(ALL);
        }

        /** Those of this side that the other has not. */
        Set<String> without(Side other) {
            Set<String> rest = new LinkedHashSet<>(values);
            rest.removeAll(other.values);
            return rest;
        }

        /** The same side with only these values. */
        Side of(Set<String> some) {
            return new Side(not, some);
        }

        /** Whether all that the other is about is part of this. */
        boolean covers(Side other) {
            if (isAll() || equals(other)) {
                return true;
            }
            return !not
                    && !other.not
                    && other.values.stream()
                            .allMatch(one -> values.stream().anyMatch(pattern -> Wildcard.covers(pattern, one)));
        }
    }

    /** Reads a statement, whatever stands in it. */
    static Statement of(Map<String, Object> statement) {
        return new Statement(
                statement.get("Sid") instanceof String sid ? sid : "",
                !"Deny".equals(statement.get("Effect")),
                side(statement, "Principal"),
                side(statement, "Action"),
                side(statement, "Resource"),
                conditions(Json.object(statement.get("Condition"))));
    }

    private static Side side(Map<String, Object> statement, String element) {
        boolean not = statement.get(element) == null && statement.get("Not" + element) != null;
        Set<String> values = new LinkedHashSet<>();
        add(values, statement.get(not ? "Not" + element : element));
        return new Side(not, values.contains(ALL) || values.contains("*:*") ? Set.of(ALL) : values);
    }

    private static void add(Set<String> values, Object value) {
        if (value instanceof Map<?, ?>) {
            Json.object(value).values().forEach(inside -> add(values, inside));
        } else if (value instanceof List<?> list) {
            list.forEach(inside -> add(values, inside));
        } else if (value != null) {
            values.add(Json.plain(value));
        }
    }

    private static Map<String, Set<String>> conditions(Map<String, Object> block) {
        Map<String, Set<String>> conditions = new TreeMap<>();
        block.forEach((operator, keys) -> Json.object(keys).forEach((key, values) -> {
            Set<String> texts = new LinkedHashSet<>();
            add(texts, values);
            conditions.put(operator + " " + key, texts);
        }));
        return conditions;
    }

    /** Whether it lets everybody in, without a condition. */
    boolean letsEverybodyIn() {
        return allows && (who.isAll() || who.not()) && conditions.isEmpty();
    }

    /** Whether it allows every action on every resource. */
    boolean allowsEverything() {
        return allows && actions.isAll() && resources.isAll();
    }

    /** Whether whatever the other allows is allowed by this. */
    boolean covers(Statement other) {
        return allows
                && conditions.isEmpty()
                && (who.covers(other.who) || who.equals(Side.NONE))
                && actions.covers(other.actions)
                && (resources.covers(other.resources) || resources.equals(Side.NONE));
    }

    /** How much it has in common with another, from 0 for nothing to 4. */
    int likeness(Statement other) {
        return (allows == other.allows ? 1 : 0)
                + (overlaps(who, other.who) ? 1 : 0)
                + (overlaps(actions, other.actions) ? 1 : 0)
                + (overlaps(resources, other.resources) ? 1 : 0);
    }

    private static boolean overlaps(Side one, Side other) {
        return one.equals(other) || one.values.stream().anyMatch(other.values::contains);
    }

    /** {@code allows everybody s3:GetObject on arn:aws:s3:::web/*}. */
    Phrase words() {
        return Phrase.of(
                allows ? "policy.allows" : "policy.denies",
                who.values.isEmpty()
                        ? ""
                        : Phrase.of("policy.who", side(who, Phrase.of("policy.everybody"), "policy.everybody-but")),
                actions.values.isEmpty()
                        ? Phrase.of("policy.nothing")
                        : side(actions, Phrase.of("policy.all-actions"), "policy.everything-but"),
                resources.values.isEmpty()
                        ? ""
                        : Phrase.of(
                                "policy.on",
                                side(resources, Phrase.of("policy.all-resources"), "policy.everything-but")),
                conditions.isEmpty() ? "" : Phrase.of("policy.conditions", new Phrase.Series(conditionWords())));
    }

    private static Object side(Side side, Phrase all, String but) {
        if (side.isAll()) {
            return all;
        }
        String listed = String.join(", ", side.values);
        return side.not ? Phrase.of(but, listed) : listed;
    }

    private List<Phrase> conditionWords() {
        List<Phrase> words = new ArrayList<>();
        conditions.forEach((name, values) -> words.add(condition(name, values)));
        return words;
    }

    private static Phrase condition(String name, Set<String> values) {
        String listed = String.join(", ", values);
        String operator = name.substring(0, name.indexOf(' '));
        if (NOT.matcher(operator).matches()) {
            return Phrase.of("policy.condition.not", key(name), listed);
        }
        return new Phrase.Literal(conditionKey(name) + " " + listed);
    }

    /** What a condition is about, {@code aws:SourceArn}; with its operator where that is not plain equality. */
    static String conditionKey(String name) {
        return EQUAL.matcher(name.substring(0, name.indexOf(' '))).matches() ? key(name) : name;
    }

    /** The key of a condition without its operator. */
    static String key(String name) {
        return name.substring(name.indexOf(' ') + 1);
    }

    /** The same with nothing but these parts. */
    Statement with(Side newWho, Side newActions, Side newResources) {
        return new Statement(sid, allows, newWho, newActions, newResources, new LinkedHashMap<>(conditions));
    }

    /** The same under no name. */
    Statement unnamed() {
        return sid.isEmpty() ? this : new Statement("", allows, who, actions, resources, conditions);
    }
}
