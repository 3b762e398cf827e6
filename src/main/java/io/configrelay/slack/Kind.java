package io.configrelay.slack;

import io.configrelay.describe.CamelCase;
import io.configrelay.describe.Language;
import io.configrelay.describe.Phrase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * What kind of thing a resource is, in words: {@code Security Group}, and with its service where the word alone is
 * ambiguous, {@code IAM Role}. {@code kinds.txt} says what services and special types are called.
 *
 * @param service such as {@code IAM}, the same in all languages; empty for none
 * @param name such as {@code Role}
 */
record Kind(String service, Phrase.Term name) {

    private static final String FILE = "kinds.txt";

    private static final int LENGTH = 60;

    /** Types in notifications are a few hundred; what somebody makes up beyond them is worked out each time. */
    private static final int KNOWN = 2_000;

    private static final Pattern COLUMNS = Pattern.compile("\\s*\\|\\s*");
    private static final Pattern EQUALS = Pattern.compile("\\s*=\\s*");

    private static final Map<String, String> SERVICES = new HashMap<>();
    private static final Set<String> SHARED = new HashSet<>();
    private static final Map<String, Kind> KINDS = new ConcurrentHashMap<>();

    static {
        read();
    }

    /** The kind of a resource type, such as {@code AWS::IAM::Role}. */
    static Kind of(String type) {
        Kind known = KINDS.get(type);
        if (known == null) {
            known = made(type);
            if (KINDS.size() < KNOWN) {
                KINDS.put(type, known);
            }
        }
        return known;
    }

    private static Kind made(String type) {
        int end = type.lastIndexOf("::");
        String last = type.substring(type.lastIndexOf(':') + 1);
        String name = shown(CamelCase.words(last));
        if (end <= 0 || (name.indexOf(' ') > 0 && !SHARED.contains(last))) {
            return new Kind("", new Phrase.Term(name));
        }
        String segment = type.substring(type.lastIndexOf(':', end - 1) + 1, end);
        String service = SERVICES.getOrDefault(segment, segment);
        boolean said = name.startsWith(service);
        return new Kind(said ? "" : shown(service), new Phrase.Term(name));
    }

    /** The kind in words. */
    String in(Language language) {
        return service.isEmpty() ? name.in(language) : service + " " + name.in(language);
    }

    private static String shown(String value) {
        return Mrkdwn.cutMiddle(Mrkdwn.visible(value), LENGTH);
    }

    private static void read() {
        try (InputStream file = Kind.class.getResourceAsStream(FILE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(Kind::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(String line) {
        String[] columns = COLUMNS.split(line, -1);
        if (columns.length > 1) {
            KINDS.put(columns[0], new Kind(columns[1], new Phrase.Term(columns[2])));
        } else if (line.endsWith(" *")) {
            SHARED.add(line.substring(0, line.length() - 2));
        } else {
            String[] service = EQUALS.split(line, -1);
            SERVICES.put(service[0], service[1]);
        }
    }
}
