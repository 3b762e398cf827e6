package io.configrelay.slack;

import io.configrelay.event.Json;
import io.configrelay.redaction.Hidden;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Writes JSON as Python 3's {@code json.dumps} does, byte for byte, because the classic format promises the very message
 * that the Lambda function of 2015 posted.
 *
 * @see <a href="https://docs.python.org/3/library/json.html#json.dumps">json.dumps</a>
 */
final class PythonJson {

    private final StringBuilder out = new StringBuilder();
    private final boolean indented;

    private PythonJson(boolean indented) {
        this.indented = indented;
    }

    /** {@code json.dumps(value)}: one line, {@code ", "} and {@code ": "} between, everything but ASCII escaped. */
    static String dumps(Object value) {
        return new PythonJson(false).value(value, 0);
    }

    /** {@code json.dumps(value, indent=2)}. */
    static String dumpsIndented(Object value) {
        return new PythonJson(true).value(value, 0);
    }

    private String value(Object value, int level) {
        append(value, level);
        return out.toString();
    }

    private void append(Object value, int level) {
        if (value instanceof Map<?, ?>) {
            object(Json.object(value), level);
        } else if (value instanceof List<?> list) {
            array(list, level);
        } else if (value instanceof String string) {
            string(string);
        } else if (value instanceof Hidden) {
            // Python never saw one, so nothing has to be escaped as it would.
            out.append('"').append(value).append('"');
        } else if (value instanceof Double || value instanceof Float || value instanceof BigDecimal) {
            out.append(number(((Number) value).doubleValue()));
        } else {
            out.append(value);
        }
    }

    private void object(Map<String, Object> object, int level) {
        if (object.isEmpty()) {
            out.append("{}");
            return;
        }
        out.append('{');
        Iterator<Map.Entry<String, Object>> entries = object.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<String, Object> entry = entries.next();
            newline(level + 1);
            string(entry.getKey());
            out.append(": ");
            append(entry.getValue(), level + 1);
            separator(entries.hasNext());
        }
        newline(level);
        out.append('}');
    }

    private void array(List<?> array, int level) {
        if (array.isEmpty()) {
            out.append("[]");
            return;
        }
        out.append('[');
        for (int i = 0; i < array.size(); i++) {
            newline(level + 1);
            append(array.get(i), level + 1);
            separator(i < array.size() - 1);
        }
        newline(level);
        out.append(']');
    }

    private void newline(int level) {
        if (indented) {
            out.append('\n').append("  ".repeat(level));
        }
    }

    private void separator(boolean more) {
        if (more) {
            out.append(indented ? "," : ", ");
        }
    }

    /** Everything outside printable ASCII is escaped, as UTF-16, in lower-case hexadecimal. */
    private void string(String string) {
        out.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\f' -> out.append("\\f");
                case '\b' -> out.append("\\b");
                default -> {
                    if (c >= ' ' && c <= '~') {
                        out.append(c);
                    } else {
                        out.append("\\u%04x".formatted((int) c));
                    }
                }
            }
        }
        out.append('"');
    }

    /**
     * Python's {@code repr} of a float: the shortest digits that read back as the same number, with an exponent from
     * 1e16 on and below 1e-4. (Java 17's own {@code Double.toString} is not always the shortest.)
     */
    private static String number(double number) {
        if (Double.isInfinite(number)) {
            return number > 0 ? "Infinity" : "-Infinity";
        }
        if (number == 0) {
            return 1 / number > 0 ? "0.0" : "-0.0";
        }
        BigDecimal shortest = shortest(number);
        String digits = shortest.unscaledValue().abs().toString();
        int exponent = digits.length() - shortest.scale() - 1;
        String sign = number < 0 ? "-" : "";
        if (exponent < -4 || exponent >= 16) {
            String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
            return "%s%s%se%s%02d"
                    .formatted(sign, digits.charAt(0), fraction, exponent < 0 ? "-" : "+", Math.abs(exponent));
        }
        String plain = shortest.abs().toPlainString();
        return sign + (plain.contains(".") ? plain : plain + ".0");
    }

    private static BigDecimal shortest(double number) {
        BigDecimal exact = new BigDecimal(number);
        for (int precision = 1; precision < 17; precision++) {
            BigDecimal rounded = exact.round(new MathContext(precision, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == number) {
                return rounded.stripTrailingZeros();
            }
        }
        return exact.round(new MathContext(17, RoundingMode.HALF_EVEN)).stripTrailingZeros();
    }
}
