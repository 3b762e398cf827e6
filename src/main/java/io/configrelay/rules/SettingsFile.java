package io.configrelay.rules;

import io.configrelay.config.RenamedSettings;
import io.configrelay.config.SecretUnavailableException;
import io.configrelay.config.Settings;
import io.configrelay.config.TextFile;
import io.configrelay.delivery.DurationText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The relay's own settings in {@code application.properties} and the environment. Which there are, and of what kind each
 * is, tell the defaults that the program brings.
 */
final class SettingsFile {

    private static final Pattern LINE = Pattern.compile("\\s*(relay\\.[\\w.-]+)\\s*[=: ].*");

    /** Settings whose names have a part of one's own. */
    private static final Pattern OPEN = Pattern.compile("relay\\.accounts\\..*");

    private SettingsFile() {}

    /** What is wrong. */
    static List<Mistake> mistakes(Path file, UnaryOperator<String> resolver) {
        Map<String, String> defaults = defaults();
        List<Mistake> mistakes = new ArrayList<>();
        byte[] bytes = bytes(file);
        TextFile.mark(bytes)
                .ifPresent(encoding -> mistakes.add(new Mistake(
                        file,
                        0,
                        "is %s with a byte order mark, and is not read so. Save it as UTF-8 without one."
                                .formatted(encoding))));
        if (!mistakes.isEmpty()) {
            return mistakes;
        }
        Map<String, Integer> lines = lines(bytes);
        lines.forEach((key, line) -> {
            if (!defaults.containsKey(key) && !OPEN.matcher(key).matches() && !RenamedSettings.STORE.containsKey(key)) {
                mistakes.add(new Mistake(
                        file, line, "'%s' is no setting.%s".formatted(key, Nearest.hint(key, defaults.keySet()))));
            }
        });
        defaults.forEach((key, value) -> {
            String set;
            try {
                set = resolver.apply("{{" + key + "}}").strip();
            } catch (SecretUnavailableException e) {
                mistakes.add(new Mistake(file, lines.getOrDefault(key, 0), "%s: %s".formatted(key, e.getMessage())));
                return;
            }
            String kind = kind(value);
            if (!kind.isEmpty() && !kind(set).equals(kind)) {
                mistakes.add(
                        new Mistake(file, lines.getOrDefault(key, 0), "%s: '%s' is not %s.".formatted(key, set, kind)));
            }
        });
        return mistakes;
    }

    /** As {@link io.configrelay.config.Settings} reads them; empty for any text. */
    private static String kind(String value) {
        if (value.matches("true|false")) {
            return "true or false";
        }
        if (value.matches("\\d+")) {
            return "a whole number";
        }
        if (Settings.isSize(value)) {
            return "a size such as 64MB or 1GB";
        }
        return DurationText.parse(value).isPresent() ? "a duration such as 30s, 10m or 1h" : "";
    }

    private static Map<String, String> defaults() {
        try (InputStream stream = SettingsFile.class.getResourceAsStream("/defaults/application.properties")) {
            Properties properties = new Properties();
            properties.load(stream);
            Map<String, String> defaults = new TreeMap<>();
            properties.forEach((key, value) -> {
                if (String.valueOf(key).startsWith("relay.")) {
                    defaults.put(String.valueOf(key), String.valueOf(value).strip());
                }
            });
            return defaults;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.isReadable(file) ? Files.readAllBytes(file) : new byte[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where each of them is set. */
    private static Map<String, Integer> lines(byte[] file) {
        Map<String, Integer> lines = new HashMap<>();
        // As java.util.Properties reads them; the names are ASCII.
        List<String> all = new String(file, StandardCharsets.ISO_8859_1).lines().toList();
        for (int i = 0; i < all.size(); i++) {
            Matcher line = LINE.matcher(all.get(i));
            if (line.matches()) {
                lines.put(line.group(1), i + 1);
            }
        }
        return lines;
    }
}
