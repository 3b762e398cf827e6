package io.configrelay.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The one place where JSON becomes values and values become JSON. Objects are {@code LinkedHashMap}s, so that keys keep
 * their order, and arrays are {@code ArrayList}s: the form in which a JsonPath filter costs least (0.5 µs an
 * evaluation; 70 µs on a {@code JsonNode}).
 */
public final class Json {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final ObjectReader ANY = MAPPER.readerFor(Object.class);

    private static final ObjectReader STRICT = ANY.with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** Beyond these a number is written with an exponent. */
    private static final double SMALLEST_PLAIN = 1e-7;

    private static final double LARGEST_PLAIN = 1e18;

    private Json() {}

    /**
     * Reads one JSON value.
     *
     * @throws JsonProcessingException when the text is no JSON, or nested deeper than Jackson's limit of 1,000
     */
    public static Object read(String text) throws JsonProcessingException {
        try {
            // Jackson reads bytes faster than a string.
            return ANY.readValue(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // But tells the place of a mistake in bytes.
            return ANY.readValue(text);
        }
    }

    /**
     * Reads one JSON value in which no object has a key twice: no two readers can understand it differently.
     *
     * @throws JsonProcessingException as {@link #read}, or when a key stands twice
     */
    public static Object readStrict(String text) throws JsonProcessingException {
        return STRICT.readValue(text);
    }

    /**
     * The single values at the beginning of a JSON object that may be cut: a value that holds others, and what stands behind
     * it, is left out.
     */
    public static Map<String, Object> beginning(String object) {
        Map<String, Object> fields = new LinkedHashMap<>();
        try (JsonParser json = MAPPER.createParser(object)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                while (json.nextToken() == JsonToken.FIELD_NAME
                        && json.nextToken().isScalarValue()) {
                    fields.put(json.currentName(), single(json));
                }
            }
        } catch (IOException e) {
            return fields; // Here it was cut.
        }
        return fields;
    }

    private static Object single(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case VALUE_TRUE, VALUE_FALSE -> json.getBooleanValue();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getNumberValue();
            case VALUE_NULL -> null;
            default -> json.getText();
        };
    }

    /** Writes maps, lists, records, strings, numbers, booleans and nulls as one line of JSON. */
    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not a JSON value: " + value.getClass(), e);
        }
    }

    /** Like {@link #write}, over several lines, for files that people open. */
    public static String writePretty(Object value) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not a JSON value: " + value.getClass(), e);
        }
    }

    /** The value as a JSON object, or an empty one where it is anything else. */
    @SuppressWarnings("unchecked") // Jackson reads the keys of every object as strings.
    public static Map<String, Object> object(Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    /** The value as a JSON object, also where it stands as JSON in a string; an empty one where it is anything else. */
    public static Map<String, Object> openedObject(Object value) {
        if (value instanceof String text && text.stripLeading().startsWith("{")) {
            try {
                return object(read(text));
            } catch (JsonProcessingException e) {
                return Map.of();
            }
        }
        return object(value);
    }

    /** The value as a JSON array, or an empty one where it is anything else. */
    @SuppressWarnings("unchecked") // A list of anything can be read as a list of objects.
    public static List<Object> array(Object value) {
        return value instanceof List<?> list ? (List<Object>) list : List.of();
    }

    /** A single value as people write it: a number as {@link #number} does, anything else as it is. */
    public static String plain(Object value) {
        return value instanceof Number number ? number(number) : String.valueOf(value);
    }

    /** The string under the first of these keys that holds a non-empty string or a number, or null. */
    public static String text(Map<String, Object> object, String... keys) {
        for (String key : keys) {
            Object value = object.get(key);
            if (value instanceof String string && !string.isEmpty()) {
                return string;
            }
            if (value instanceof Number number) {
                return number(number);
            }
        }
        return null;
    }

    /**
     * A number as people write it: {@code 16} for 16.0, {@code 1000} for 1E3, {@code 1.5} for 1.5. One with more digits
     * than a {@code double} holds keeps its exponent.
     */
    public static String number(Number number) {
        if (!(number instanceof Double || number instanceof Float || number instanceof BigDecimal)) {
            return number.toString();
        }
        double size = Math.abs(number.doubleValue());
        boolean plain = size == 0 || (size >= SMALLEST_PLAIN && size < LARGEST_PLAIN);
        return plain ? new BigDecimal(number.toString()).stripTrailingZeros().toPlainString() : number.toString();
    }
}
