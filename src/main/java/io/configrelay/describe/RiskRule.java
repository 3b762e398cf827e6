package io.configrelay.describe;

import io.configrelay.describe.Risk.Level;
import io.configrelay.event.ConfigEvent;
import io.configrelay.event.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * One reason to look at a change.
 *
 * @param type regular expression of the resource types that it is about
 * @param level how soon to look
 * @param title what it is about, for people
 * @param condition when it holds
 */
record RiskRule(Pattern type, Level level, String title, Condition condition) {

    /** Says why an edit is a risk, or nothing. */
    interface Condition {

        /**
         * Judges one edit.
         *
         * @param event whose edit it is
         * @param all the edits of the event, this one among them
         */
        Optional<Phrase> reason(Edit edit, ConfigEvent event, List<Edit> all);
    }

    /** One with a condition of its own. */
    static RiskRule of(String type, Level level, String title, Condition condition) {
        return new RiskRule(Pattern.compile(type), level, title, condition);
    }

    /** A value that was set to such a one, in a property of this path, without regard to case. */
    static RiskRule set(String type, Level level, String title, String path, Predicate<Object> value) {
        Condition set = leaf(title, path, (before, after) -> value.test(after));
        return of(
                type,
                level,
                title,
                (edit, event, all) -> edit.isRemoved() ? Optional.empty() : set.reason(edit, event, all));
    }

    /** A block switched off; one that appears with less than all of it on was off as a whole. */
    static RiskRule block(String type, Level level, String title, String path) {
        Condition off = leaf(title, path, RiskRule::isOff);
        return of(
                type,
                level,
                title,
                (edit, event, all) ->
                        edit.isAdded() && !edit.isState() ? Optional.empty() : off.reason(edit, event, all));
    }

    /** A block that is gone blocks nothing. */
    private static boolean isOff(Object before, Object after) {
        return after == null ? "true".equals(String.valueOf(before)) : "false".equals(String.valueOf(after));
    }

    /** The same where there was another value before: what is so from the start is the default. */
    static RiskRule switched(String type, Level level, String title, String path, Predicate<Object> value) {
        Condition set = leaf(title, path, (before, after) -> value.test(after));
        return of(
                type,
                level,
                title,
                (edit, event, all) ->
                        edit.isAdded() || edit.isRemoved() ? Optional.empty() : set.reason(edit, event, all));
    }

    /** One value put in the place of another. */
    static RiskRule exchanged(
            String type, Level level, String title, String path, Predicate<Object> from, Predicate<Object> to) {
        return of(type, level, title, leaf(title, path, (before, after) -> from.test(before) && to.test(after)));
    }

    /** A value taken away. */
    static RiskRule removed(String type, Level level, String title, String path) {
        return of(type, level, title, leaf(title, path, (before, after) -> Values.isEmpty(after)));
    }

    /** A property that went away whole: one of its parts may go for another. */
    static RiskRule gone(String type, Level level, String title, String path) {
        Pattern paths = Pattern.compile(path);
        Optional<Phrase> reason = Optional.of(new Phrase.Term(title));
        return of(
                type,
                level,
                title,
                (edit, event, all) ->
                        edit.isRemoved() && paths.matcher(path(edit, List.of())).matches() ? reason : Optional.empty());
    }

    /** Whether a queue's key is gone and SQS's own encryption doesn't stand in for it. */
    static Optional<Phrase> losesItsOnlyKey(Edit edit, ConfigEvent event, List<Edit> all) {
        if (!edit.isRemoved() || !edit.property().equalsIgnoreCase("kmsMasterKeyId")) {
            return Optional.empty();
        }
        String own = "sqsManagedSseEnabled";
        Map<String, Object> queue = Json.object(event.item().get("configuration"));
        boolean encrypted = is("true").test(queue.get(own))
                || is("true").test(queue.get(Values.capital(own)))
                || all.stream()
                        .anyMatch(other -> other.property().equalsIgnoreCase(own)
                                && is("true").test(other.after()));
        return encrypted ? Optional.empty() : Optional.of(new Phrase.Term("encryption off"));
    }

    private static Condition leaf(String title, String path, BiPredicate<Object, Object> values) {
        Pattern paths = Pattern.compile(path);
        Optional<Phrase> reason = Optional.of(new Phrase.Term(title));
        return (edit, event, all) -> isSet(edit, paths, values) ? reason : Optional.empty();
    }

    /** The value is looked at first: few are such, and only their paths are put together. */
    private static boolean isSet(Edit edit, Pattern path, BiPredicate<Object, Object> values) {
        boolean[] found = new boolean[1];
        Differences.down(edit, (keys, before, after) -> {
            found[0] =
                    values.test(before, after) && path.matcher(path(edit, keys)).matches();
            return found[0];
        });
        return found[0];
    }

    private static String path(Edit edit, List<String> keys) {
        String property = edit.property();
        return (keys.isEmpty() ? property : property + "." + String.join(".", keys)).toLowerCase(Locale.ROOT);
    }

    /** One of these words, without regard to case, also as a boolean or in a list. */
    static Predicate<Object> is(String... words) {
        return after -> after instanceof List<?> list ? isAny(list, words) : isOne(after, words);
    }

    private static boolean isAny(List<?> list, String... words) {
        for (Object one : list) {
            if (isOne(one, words)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOne(Object value, String... words) {
        for (String word : words) {
            if (value instanceof String text
                    ? text.equalsIgnoreCase(word)
                    : value instanceof Boolean && word.equals(value.toString())) {
                return true;
            }
        }
        return false;
    }

    /** Why this edit is a risk, or nothing. */
    Optional<Phrase> reason(Edit edit, ConfigEvent event, List<Edit> all) {
        return condition.reason(edit, event, all);
    }
}
