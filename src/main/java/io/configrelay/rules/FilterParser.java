package io.configrelay.rules;

import com.jayway.jsonpath.JsonPathException;
import io.configrelay.filter.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes {@code $[?(…)]} apart at its operators. What it doesn't know by its shape stays whole: Jayway decides what a part
 * means, and whether it is one.
 */
final class FilterParser {

    private static final Pattern WHOLE = Pattern.compile("\\$\\[\\?\\((.*)\\)]", Pattern.DOTALL);
    private static final Pattern INNER = Pattern.compile("\\[\\?\\(.*\\)]", Pattern.DOTALL);
    private static final Pattern FIELD = Pattern.compile("@(?:\\.([\\w-]+)|\\[['\"]([^'\"]+)['\"]])");
    private static final Pattern OPERATOR = Pattern.compile(
            "\\s*(==|!=|<=|>=|=~|<|>)\\s*|\\s+(in|nin|subsetof|anyof|noneof|size|empty|contains)(?=[\\s\\[('\"])\\s*");
    private static final Pattern TEXT = Pattern.compile("'((?:[^'\\\\]|\\\\.)*)'|\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** A text, which may hold a slash, or behind {@code =~} an expression; before it, where it stands to the left. */
    private static final Pattern REGEX = Pattern.compile(TEXT.pattern() + "|(?<regex>/(?:[^/\\\\]|\\\\.)*/[a-zA-Z]*)");

    private static final Pattern TAG = Pattern.compile("@\\.tags(?:\\.([\\w-]+)|\\[['\"]([^'\"]+)['\"]])");
    private static final Pattern BARE =
            Pattern.compile("(?<![\\w.@/-])(?:-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?|true|false)(?![\\w./])");

    private FilterParser() {}

    /**
     * Parses a filter.
     *
     * @throws JsonPathException when Jayway doesn't take it, or {@link IllegalArgumentException} for an empty one
     */
    static Filter parse(String match) {
        Match whole = Match.of(match);
        if (match.strip().equals("$")) {
            return new Filter.Everything();
        }
        Matcher expression = WHOLE.matcher(match.strip());
        try {
            return expression.matches() && balanced(expression.group(1))
                    ? expression(expression.group(1))
                    : opaque(match, whole);
        } catch (JsonPathException e) {
            // The whole is well, so it was taken apart at the wrong place.
            return opaque(match, whole);
        }
    }

    /** What isn't taken apart: @ may stand for something else than the event in it. */
    private static Filter opaque(String text, Match path) {
        return new Filter.Comparison(text, path, List.of(), false, "", List.of(), List.of(), List.of());
    }

    private static Filter expression(String text) {
        return split(text, "||", FilterParser::conjunction, Filter.Any::new);
    }

    private static Filter conjunction(String text) {
        return split(text, "&&", FilterParser::part, Filter.All::new);
    }

    private static Filter split(
            String text, String operator, Function<String, Filter> parser, Function<List<Filter>, Filter> joined) {
        List<Filter> parts = new ArrayList<>();
        int start = 0;
        for (int i = skip(text, 0); i < text.length(); i = skip(text, i + 1)) {
            if (text.startsWith(operator, i)) {
                parts.add(parser.apply(text.substring(start, i)));
                start = i + operator.length();
                i++;
            }
        }
        parts.add(parser.apply(text.substring(start)));
        return parts.size() == 1 ? parts.get(0) : joined.apply(parts);
    }

    private static Filter part(String padded) {
        String text = padded.strip();
        if (text.startsWith("!")) {
            return new Filter.Not(part(text.substring(1)));
        }
        if (text.startsWith("(") && skip(text, 0) == text.length()) {
            return expression(text.substring(1, text.length() - 1));
        }
        return comparison(text, Match.of("$[?(" + text + ")]"));
    }

    private static Filter.Comparison comparison(String text, Match path) {
        // Inside a filter of its own, @ is an element of a list.
        List<String> fields = FIELD.matcher(INNER.matcher(text).replaceAll(""))
                .results()
                .map(found -> Optional.ofNullable(found.group(1)).orElse(found.group(2)))
                .distinct()
                .toList();
        Matcher operator = OPERATOR.matcher(
                TEXT.matcher(text).replaceAll(found -> "_".repeat(found.group().length())));
        boolean found = operator.find();
        boolean plain = found
                && FIELD.matcher(text.substring(0, operator.start()).strip()).matches();
        String word = found ? Optional.ofNullable(operator.group(1)).orElse(operator.group(2)) : "";
        List<String> values = found
                ? TEXT.matcher(text.substring(operator.end()))
                        .results()
                        .map(FilterParser::text)
                        .toList()
                : List.of();
        List<String> left = found ? key(text.substring(0, operator.start())) : List.of();
        List<String> right = found && left.isEmpty() ? key(text.substring(operator.end())) : List.of();
        List<String> numbers = left.isEmpty() && right.isEmpty()
                ? List.of()
                : numbers(left.isEmpty() ? text.substring(0, operator.start()) : text.substring(operator.end()));
        return new Filter.Comparison(text, path, fields, plain, word, values, left.isEmpty() ? right : left, numbers);
    }

    /** The field that an operand is, or {@code tags} and the key of a tag; empty for anything else. */
    private static List<String> key(String operand) {
        Matcher tag = TAG.matcher(operand.strip());
        if (tag.matches()) {
            return List.of("tags", Optional.ofNullable(tag.group(1)).orElse(tag.group(2)));
        }
        Matcher field = FIELD.matcher(operand.strip());
        return field.matches() ? List.of(Optional.ofNullable(field.group(1)).orElse(field.group(2))) : List.of();
    }

    private static List<String> numbers(String operand) {
        return BARE.matcher(REGEX.matcher(operand).replaceAll("''"))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    /** The regular expressions in a filter, each as {@code /…/} and its flags. */
    static List<String> regexes(String match) {
        return REGEX.matcher(match)
                .results()
                .map(found -> found.group(3))
                .filter(regex -> regex != null)
                .toList();
    }

    private static String text(MatchResult literal) {
        return Optional.ofNullable(literal.group(1)).orElse(literal.group(2));
    }

    private static boolean balanced(String text) {
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\'' || c == '"') {
                i = endOfText(text, i) - 1;
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && --depth < 0) {
                return false;
            }
        }
        return depth == 0;
    }

    /** The first index from here on that is in no text, brackets or regular expression. */
    private static int skip(String text, int from) {
        int i = from;
        while (i < text.length()) {
            char c = text.charAt(i);
            int end = i;
            if (c == '\'' || c == '"') {
                end = endOfText(text, i);
            } else if (c == '(' || c == '[') {
                end = endOfBracket(text, i);
            } else if (c == '/') {
                end = endOfText(text, i);
            }
            if (end == i) {
                return i;
            }
            i = end;
        }
        return i;
    }

    private static int endOfText(String text, int start) {
        char quote = text.charAt(start);
        for (int i = start + 1; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == quote) {
                return i + 1;
            }
        }
        return text.length();
    }

    private static int endOfBracket(String text, int start) {
        char close = text.charAt(start) == '(' ? ')' : ']';
        int i = start + 1;
        while (i < text.length() && text.charAt(i) != close) {
            int next = skip(text, i);
            i = next == i ? i + 1 : next;
        }
        return Math.min(text.length(), i + 1);
    }
}
