package io.configrelay.redaction;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.configrelay.event.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/** What texts are in another form: JSON in a string, Base64, gzip. */
final class Encoded {

    /** Shorter than this no text is worth to be decoded: an id or a hash of 128 bits. */
    private static final int SHORTEST = 24;

    /** So many characters are enough to tell a text from bytes. */
    private static final int PROBE = 24;

    private static final int MOST_RUNS = 64;

    private Encoded() {}

    /** The object, array or string in JSON that a text holds, also URL-encoded. */
    static Optional<Object> json(String text) {
        if (text.length() < 2 || text.length() > SecretValues.LONGEST) {
            return Optional.empty();
        }
        char first = text.charAt(0);
        if (first > '{' || (first > ' ' && first != '{' && first != '[' && first != '"' && first != '%')) {
            return Optional.empty();
        }
        String stripped = text.strip();
        try {
            String decoded = stripped.startsWith("%") ? URLDecoder.decode(stripped, StandardCharsets.UTF_8) : stripped;
            if (!decoded.startsWith("{") && !decoded.startsWith("[") && !decoded.startsWith("\"")) {
                return Optional.empty();
            }
            Object value = Json.read(decoded);
            return value instanceof Map<?, ?> || value instanceof List<?> || value instanceof String
                    ? Optional.of(value)
                    : Optional.empty();
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether what a text, or a part of it, is the Base64 of is a text for which this holds. */
    static boolean anyDecoded(String text, Predicate<String> holds) {
        int begin = 0;
        int runs = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i < text.length() && isBase64(text.charAt(i))) {
                continue;
            }
            if (i - begin >= SHORTEST) {
                runs++;
                if (runs > MOST_RUNS) {
                    break;
                }
                Optional<String> decoded = decoded(text.substring(begin, i));
                if (decoded.isPresent() && holds.test(decoded.get())) {
                    return true;
                }
            }
            begin = i + 1;
        }
        return runs > 1 && folded(text).filter(holds).isPresent();
    }

    /** Base64 in lines, as encoders for mail write it. */
    private static Optional<String> folded(String text) {
        StringBuilder unfolded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isBase64(c)) {
                unfolded.append(c);
            } else if (c > ' ' && c != '=') {
                return Optional.empty();
            }
        }
        return decoded(unfolded.toString());
    }

    private static Optional<String> decoded(String base64) {
        int whole = base64.length() - base64.length() % 4;
        byte[] probe = bytes(base64.substring(0, Math.min(PROBE, whole)));
        boolean gzip = probe.length > 2 && probe[0] == 0x1f && probe[1] == (byte) 0x8b;
        if (gzip) {
            return Optional.of(new String(unzipped(bytes(base64)), StandardCharsets.UTF_8));
        }
        if (!isText(probe)) {
            return Optional.empty();
        }
        byte[] bytes = bytes(base64);
        boolean utf16 = bytes.length > 1 && (bytes[0] == 0 || bytes[1] == 0 || (bytes[0] & 0xfe) == 0xfe);
        Charset charset =
                utf16 ? (bytes[1] == 0 ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16) : StandardCharsets.UTF_8;
        return Optional.of(new String(bytes, charset));
    }

    /** Whether this is the Base64 of a text. */
    static boolean isText(String base64) {
        return isText(bytes(base64));
    }

    private static byte[] bytes(String base64) {
        try {
            // A last character alone is none of an encoding's.
            return Base64.getDecoder()
                    .decode(base64.length() % 4 == 1 ? base64.substring(0, base64.length() - 1) : base64);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static byte[] unzipped(byte[] bytes) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return in.readNBytes(SecretValues.LONGEST);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    /** Nearly all of a text's bytes are printable, half of them in UTF-16; those of a hash are by chance a third. */
    private static boolean isText(byte[] bytes) {
        int printable = 0;
        int zeros = 0;
        for (int i = 0; i < bytes.length; i++) {
            byte b = bytes[i];
            printable += (b >= ' ' && b < 127) || b == '\n' || b == '\r' || b == '\t' ? 1 : 0;
            zeros += b == 0 ? 1 : 0;
            int more = b < 0 ? continuation(bytes, i) : 0;
            printable += more == 0 ? 0 : more + 1;
            i += more;
        }
        return bytes.length > 0 && printable + zeros >= bytes.length - 2 && printable > bytes.length / 3;
    }

    /** How many bytes of a character in UTF-8 follow its first; 0 where they form none. */
    private static int continuation(byte[] bytes, int at) {
        int first = bytes[at] & 0xff;
        int more = first >= 0xf0 && first < 0xf5 ? 3 : first >= 0xe0 ? 2 : first >= 0xc2 ? 1 : 0;
        if (first >= 0xf5 || at + more >= bytes.length) {
            return 0;
        }
        for (int i = at + 1; i <= at + more; i++) {
            if ((bytes[i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return more;
    }

    /** The object or array in JSON whose Base64 a text is. */
    static Optional<Object> decodedJson(String text) {
        boolean opens = text.length() >= SHORTEST && (text.charAt(0) == 'e' || text.charAt(0) == 'W');
        if (!opens || text.length() > SecretValues.LONGEST) {
            return Optional.empty();
        }
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '=') {
            end--;
        }
        for (int i = 0; i < end; i++) {
            if (!isBase64(text.charAt(i))) {
                return Optional.empty();
            }
        }
        return decoded(text.substring(0, end)).flatMap(Encoded::json);
    }

    private static boolean isBase64(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
    }
}
