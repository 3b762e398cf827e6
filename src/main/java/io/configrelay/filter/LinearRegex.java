package io.configrelay.filter;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.jayway.jsonpath.Predicate.PredicateContext;
import com.jayway.jsonpath.internal.filter.Evaluator;
import com.jayway.jsonpath.internal.filter.EvaluatorFactory;
import com.jayway.jsonpath.internal.filter.RelationalOperator;
import com.jayway.jsonpath.internal.filter.ValueNode;
import com.jayway.jsonpath.internal.filter.ValueNodes.PatternNode;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Evaluates {@code =~} by RE2, in the time that a text is long. Java's own regular expressions, which Jayway takes, go back
 * and try again, so that {@code /(.*-){10}prod/} takes years on a long name, and {@code /(\w|-)+/} overflows the stack.
 *
 * @see <a href="https://github.com/google/re2/wiki/Syntax">what RE2 takes</a>
 */
public final class LinearRegex implements Evaluator {

    private static final LoadingCache<PatternNode, Pattern> COMPILED =
            Caffeine.newBuilder().weakKeys().build(node -> compile(node.toString()));

    private LinearRegex() {}

    /**
     * Has every filter of this process evaluated so, also those that Camel evaluates. Jayway has no place for an operator of
     * one's own, but a table of them.
     *
     * @throws IllegalStateException when this version of Jayway has no such table
     */
    @SuppressWarnings("unchecked") // Of this type in the version that the build names; a test holds it.
    public static void install() {
        try {
            Field table = EvaluatorFactory.class.getDeclaredField("evaluators");
            table.setAccessible(true);
            ((Map<RelationalOperator, Evaluator>) table.get(null)).put(RelationalOperator.REGEX, new LinearRegex());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "Regular expressions can't be bounded in this version of Jayway JsonPath.", e);
        }
    }

    /**
     * Why RE2 doesn't take an expression; empty where it does.
     *
     * @param literal as it stands in a filter, {@code /…/} and flags
     */
    public static Optional<String> problem(String literal) {
        if (isOfSets(literal)) {
            return Optional.of("a set of characters within another, or &&");
        }
        try {
            Pattern unused = compile(literal);
            return Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.of(e.getDescription());
        }
    }

    private static Pattern compile(String literal) {
        int end = literal.lastIndexOf('/');
        int flags = 0;
        for (char flag : literal.substring(end + 1).toCharArray()) {
            flags |= switch (flag) {
                case 'i' -> Pattern.CASE_INSENSITIVE;
                case 's' -> Pattern.DOTALL;
                case 'm' -> Pattern.MULTILINE;
                default -> throw new PatternSyntaxException("the flag " + flag);
            };
        }
        return Pattern.compile(literal.substring(1, end), flags);
    }

    /** {@code [a-z&&[^x]]} means another thing to RE2. */
    private static boolean isOfSets(String literal) {
        boolean inSet = false;
        for (int i = 0; i < literal.length(); i++) {
            char c = literal.charAt(i);
            if (c == '\\') {
                i++;
            } else if (inSet && (c == '[' || literal.startsWith("&&", i))) {
                return !literal.startsWith("[:", i);
            } else if (c == '[') {
                inSet = true;
                // What closes a set stands for itself at its beginning.
                i += literal.startsWith("^", i + 1) ? 1 : 0;
                i += literal.startsWith("]", i + 1) ? 1 : 0;
            } else if (c == ']') {
                inSet = false;
            }
        }
        return false;
    }

    @Override
    public boolean evaluate(ValueNode left, ValueNode right, PredicateContext context) {
        if (left.isPatternNode() == right.isPatternNode()) {
            return false;
        }
        Pattern pattern = COMPILED.get(left.isPatternNode() ? left.asPatternNode() : right.asPatternNode());
        ValueNode value = left.isPatternNode() ? right : left;
        if (value.isJsonNode() && value.asJsonNode().isArray(context)) {
            value = value.asJsonNode().asValueListNode(context);
        }
        return value.isValueListNode()
                ? StreamSupport.stream(value.asValueListNode().spliterator(), false)
                        .anyMatch(each -> matches(pattern, each))
                : matches(pattern, value);
    }

    private static boolean matches(Pattern pattern, ValueNode value) {
        return pattern.matcher(new TimedText(text(value), FilterTime.running())).matches();
    }

    /** As Jayway has it: what is no single value is an empty text. */
    private static String text(ValueNode value) {
        if (value.isStringNode() || value.isNumberNode()) {
            return value.asStringNode().getString();
        }
        return value.isBooleanNode() ? value.asBooleanNode().toString() : "";
    }
}
