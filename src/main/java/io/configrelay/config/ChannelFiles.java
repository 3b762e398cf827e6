package io.configrelay.config;

import io.configrelay.delivery.ChannelSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/** Checks the teams' files before Camel reads them, and tells every mistake with its file and line. */
public final class ChannelFiles {

    private static final String TEMPLATE = "slack-channel";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}]+)}}");

    private final UnaryOperator<String> resolver;
    private final List<String> mistakes = new ArrayList<>();
    private final Map<String, String> defaults = new LinkedHashMap<>();
    private final Map<String, String> names = new LinkedHashMap<>();

    private ChannelFiles(UnaryOperator<String> resolver) {
        this.resolver = resolver;
    }

    /**
     * Checks every {@code *.camel.yaml} file under a folder.
     *
     * @param routes the folder of the routes
     * @param resolver resolves the placeholders in a text, or throws {@link IllegalArgumentException}
     * @throws BadConfigurationException with all mistakes that were found
     */
    public static void check(Path routes, UnaryOperator<String> resolver) {
        List<Path> files = files(routes);
        if (files.isEmpty()) {
            throw new BadConfigurationException(
                    "%s: no *.camel.yaml file is in this folder. Say where the routes are with --routes."
                            .formatted(routes),
                    null);
        }
        ChannelFiles check = new ChannelFiles(resolver);
        List<YamlFile> readable = files.stream().flatMap(check::read).toList();
        readable.forEach(check::defaults);
        readable.forEach(check::channels);
        if (check.mistakes.isEmpty() && check.names.isEmpty()) {
            check.mistakes.add("%s: no channel is configured, so nobody would get anything. Add a file to %s."
                    .formatted(routes, routes.resolve("channels")));
        }
        if (!check.mistakes.isEmpty()) {
            throw new BadConfigurationException(check.mistakes);
        }
    }

    private static List<Path> files(Path routes) {
        if (!Files.isDirectory(routes)) {
            return List.of();
        }
        try (Stream<Path> tree = Files.walk(routes)) {
            return tree.filter(file -> file.getFileName().toString().endsWith(".camel.yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Stream<YamlFile> read(Path file) {
        try {
            return Stream.of(YamlFile.read(file));
        } catch (BadConfigurationException e) {
            mistakes.addAll(e.mistakes());
            return Stream.of();
        }
    }

    /** The template's own defaults hold where a team's file says nothing. */
    private void defaults(YamlFile file) {
        file.entries("routeTemplate").stream()
                .map(YamlFile::fields)
                .filter(template -> YamlFile.text(template.get("id"))
                        .filter(TEMPLATE::equals)
                        .isPresent())
                .flatMap(template -> YamlFile.list(template.get("parameters")).stream())
                .map(YamlFile::fields)
                .forEach(parameter -> YamlFile.text(parameter.get("defaultValue"))
                        .ifPresent(value -> defaults.put(
                                YamlFile.text(parameter.get("name")).orElse(""), resolver.apply(value))));
    }

    private void channels(YamlFile file) {
        file.entries("templatedRoute").stream()
                .filter(route -> YamlFile.text(YamlFile.fields(route).get("routeTemplateRef"))
                        .filter(TEMPLATE::equals)
                        .isPresent())
                .forEach(route -> channel(file, route));
    }

    private void channel(YamlFile file, Node route) {
        Map<String, String> parameters = new LinkedHashMap<>(defaults);
        Map<String, Node> nodes = new LinkedHashMap<>();
        boolean resolved = true;
        for (Node entry : YamlFile.list(YamlFile.fields(route).get("parameters"))) {
            Map<String, Node> parameter = YamlFile.fields(entry);
            String name = YamlFile.text(parameter.get("name")).orElse("");
            Node value = parameter.getOrDefault("value", entry);
            nodes.put(name, value);
            resolved &= resolve(file, name, value, parameters);
        }
        if (resolved) {
            settings(file, route, nodes, parameters);
        }
    }

    private boolean resolve(YamlFile file, String name, Node value, Map<String, String> parameters) {
        String text = YamlFile.text(value).orElse("");
        Matcher placeholders = PLACEHOLDER.matcher(text);
        boolean resolved = true;
        while (placeholders.find()) {
            if (value(placeholders.group()).isEmpty()) {
                mistakes.add("%s: %s: %s".formatted(file.at(value), name, missing(placeholders.group(1))));
                resolved = false;
            }
        }
        if (resolved) {
            parameters.put(name, resolver.apply(text));
        }
        return resolved;
    }

    private Optional<String> value(String placeholder) {
        try {
            return Optional.of(resolver.apply(placeholder));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String missing(String placeholder) {
        return placeholder.startsWith("env:")
                ? "the environment variable %s is not set. Set it where config-relay is started."
                        .formatted(placeholder.substring("env:".length()))
                : "%s is not set. Set it in application.properties, or in the environment as %s."
                        .formatted(
                                placeholder,
                                placeholder.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"));
    }

    private void settings(YamlFile file, Node route, Map<String, Node> nodes, Map<String, String> parameters) {
        try {
            ChannelSettings settings = ChannelSettings.of(parameters);
            String before = names.putIfAbsent(settings.name(), file.at(route));
            if (before != null) {
                mistakes.add("%s: name: '%s' is already the name of the channel at %s. Choose another."
                        .formatted(file.at(nodes.getOrDefault("name", route)), settings.name(), before));
            }
        } catch (ChannelSettings.Invalid e) {
            mistakes.add("%s: %s.".formatted(file.at(nodes.getOrDefault(e.parameter(), route)), e.getMessage()));
        }
    }
}
