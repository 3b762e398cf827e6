package io.configrelay.rules;

import io.configrelay.config.BadConfigurationException;
import io.configrelay.config.SecretUnavailableException;
import io.configrelay.config.TextFile;
import io.configrelay.delivery.ChannelSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** The teams' files, read without Camel: the channels in them, and every mistake with its file and line. */
public final class ChannelFiles {

    private static final String TEMPLATE = "slack-channel";

    /** The template's parameters that are not for files. */
    private static final Set<String> INTERNAL = Set.of("generation", "store");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}]+)}}");

    /** Names and contents of files that are meant for the relay. */
    private static final Pattern OURS = Pattern.compile(
            "\\A[^\n]+\\.(camel|test)\\.[^.\n]+\n|templatedRoute|slack-channel|^\\s*-?\\s*(event|channels)\\s*:",
            Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    private final Path routes;
    private final UnaryOperator<String> resolver;
    private final List<Mistake> mistakes = new ArrayList<>();
    private final List<Mistake> doubts = new ArrayList<>();
    private final List<YamlFile> files = new ArrayList<>();
    private final ChannelPolicy policy;
    private final Set<String> templates = new LinkedHashSet<>();
    private final Map<String, String> defaults = new LinkedHashMap<>();
    private final Map<String, ChannelRule> rules = new LinkedHashMap<>();

    private ChannelFiles(Path routes, UnaryOperator<String> resolver) {
        this.routes = routes;
        this.resolver = resolver;
        this.policy = ChannelPolicy.of(resolver);
    }

    /**
     * Reads every {@code *.camel.yaml} file under a folder.
     *
     * @param routes the folder of the routes
     * @param resolver resolves the placeholders in a text, or throws {@link IllegalArgumentException}
     */
    public static ChannelFiles read(Path routes, UnaryOperator<String> resolver) {
        ChannelFiles found = new ChannelFiles(routes, resolver);
        found.read();
        return found;
    }

    /**
     * The channels of a folder in which nothing is wrong.
     *
     * @throws BadConfigurationException with all mistakes that were found
     */
    public static List<ChannelRule> check(Path routes, UnaryOperator<String> resolver) {
        ChannelFiles found = read(routes, resolver);
        if (!found.mistakes.isEmpty()) {
            throw new BadConfigurationException(
                    found.mistakes.stream().map(Mistake::toString).toList());
        }
        return found.rules();
    }

    /** The channels that can be read. */
    public List<ChannelRule> rules() {
        return List.copyOf(rules.values());
    }

    /** What is wrong, in the order of the files. */
    public List<Mistake> mistakes() {
        return List.copyOf(mistakes);
    }

    /** What is probably wrong, and no reason not to start. */
    List<Mistake> doubts() {
        return List.copyOf(doubts);
    }

    /** The files that are YAML. */
    List<YamlFile> files() {
        return List.copyOf(files);
    }

    private void read() {
        List<Path> paths = RouteFiles.routes(routes);
        RouteFiles.others(routes).forEach(this::other);
        if (paths.isEmpty()) {
            mistakes.add(new Mistake(
                    routes, 0, "no *.camel.yaml file is in this folder. Say where the routes are with --routes."));
            return;
        }
        for (Path path : paths) {
            try {
                files.add(YamlFile.read(path));
            } catch (YamlFile.Unreadable e) {
                mistakes.add(e.mistake());
            }
        }
        files.forEach(this::templates);
        ChannelShape shape = new ChannelShape(templates, policy);
        for (YamlFile file : files) {
            mistakes.addAll(shape.mistakes(file, isTeams(file)));
        }
        mistakes.addAll(RouteIds.mistakes(files));
        files.forEach(this::channels);
        if (mistakes.isEmpty() && rules.isEmpty()) {
            mistakes.add(new Mistake(
                    routes,
                    0,
                    "no channel is configured, so nobody would get anything. Add a file to %s."
                            .formatted(routes.resolve("channels"))));
        }
    }

    /**
     * A file that its author takes for a channel's or a test, and that isn't read because of its name. Camel's own tools
     * know routes by this ending, so the relay has no other.
     */
    private void other(Path path) {
        try {
            if (OURS.matcher(path.getFileName() + "\n" + TextFile.read(path)).find()) {
                String name = RouteFiles.name(path);
                mistakes.add(new Mistake(
                        path,
                        0,
                        "is not read, because its name doesn't end in %s. Rename it to %s, or remove it."
                                .formatted(name.substring(name.lastIndexOf('.', name.length() - 6)), name)));
            }
        } catch (IOException e) {
            mistakes.add(new Mistake(path, 0, "can't be read: %s.".formatted(e.getMessage())));
        }
    }

    private boolean isTeams(YamlFile file) {
        return ChannelPolicy.isTeams(routes, file.path());
    }

    private void templates(YamlFile file) {
        if (isTeams(file) && !policy.routes()) {
            return;
        }
        for (Node template : file.entries("routeTemplate")) {
            String id = YamlFile.text(YamlFile.fields(template).get("id")).orElse("");
            templates.add(id);
            if (id.equals(TEMPLATE)) {
                defaults(template);
            }
        }
    }

    /** The template's own defaults hold where a team's file says nothing; without one a parameter is null. */
    private void defaults(Node template) {
        YamlFile.list(YamlFile.fields(template).get("parameters")).stream()
                .map(YamlFile::fields)
                .forEach(parameter -> defaults.put(
                        YamlFile.text(parameter.get("name")).orElse(""),
                        YamlFile.text(parameter.get("defaultValue")).orElse(null)));
    }

    private void channels(YamlFile file) {
        file.entries("templatedRoute").stream()
                .filter(route -> YamlFile.text(YamlFile.fields(route).get("routeTemplateRef"))
                        .filter(TEMPLATE::equals)
                        .isPresent())
                .forEach(route -> channel(file, route));
    }

    private void channel(YamlFile file, Node route) {
        Map<String, String> written = new LinkedHashMap<>(defaults);
        Map<String, Node> nodes = new LinkedHashMap<>();
        boolean resolved = true;
        for (Node entry : YamlFile.list(YamlFile.fields(route).get("parameters"))) {
            Map<String, Node> parameter = YamlFile.fields(entry);
            String name = YamlFile.text(parameter.get("name")).orElse("");
            Node value = parameter.getOrDefault("value", entry);
            if (!names().contains(name)) {
                mistakes.add(file.mistake(
                        parameter.getOrDefault("name", entry),
                        "'%s' is no parameter of a channel.%s The parameters are %s."
                                .formatted(name, Nearest.hint(name, names()), String.join(", ", names()))));
                continue;
            }
            nodes.put(name, value);
            written.put(name, YamlFile.text(value).orElse(""));
            resolved &= isAllowed(file, name, value) && isResolved(file, name, value);
        }
        written.values().removeIf(value -> value == null);
        if (resolved) {
            settings(file, route, nodes, written);
        }
    }

    /** What a team may say. */
    private Set<String> names() {
        Set<String> names = new LinkedHashSet<>(defaults.keySet());
        names.removeAll(INTERNAL);
        return names;
    }

    /** Whether the file may name what it names; {@link ChannelShape} has told the mistake where it may not. */
    private boolean isAllowed(YamlFile file, String parameter, Node value) {
        return !isTeams(file)
                || PLACEHOLDER
                        .matcher(YamlFile.text(value).orElse(""))
                        .results()
                        .allMatch(found ->
                                policy.refusal(parameter, found.group(1)).isEmpty());
    }

    /** Whether each of a value's placeholders has a value; what hasn't is a mistake. */
    private boolean isResolved(YamlFile file, String name, Node value) {
        Matcher placeholders = PLACEHOLDER.matcher(YamlFile.text(value).orElse(""));
        boolean resolved = true;
        while (placeholders.find()) {
            try {
                String unused = resolver.apply(placeholders.group());
            } catch (IllegalArgumentException e) {
                String problem =
                        e instanceof SecretUnavailableException ? e.getMessage() : missing(placeholders.group(1));
                mistakes.add(file.mistake(value, name + ": " + problem));
                resolved = false;
            }
        }
        return resolved;
    }

    private String missing(String placeholder) {
        if (placeholder.startsWith("accounts:")) {
            return "there is no list %s. Write the account ids to it, one a line."
                    .formatted(
                            routes.resolve("accounts").resolve(placeholder.substring("accounts:".length()) + ".txt"));
        }
        return "%s is not set. Set it in application.properties, or in the environment as %s."
                .formatted(placeholder, placeholder.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"));
    }

    private void settings(YamlFile file, Node route, Map<String, Node> nodes, Map<String, String> written) {
        try {
            Map<String, String> said = new LinkedHashMap<>(written);
            said.replaceAll((name, value) -> resolver.apply(value));
            ChannelSettings settings = ChannelSettings.of(said);
            Node match = nodes.getOrDefault("match", route);
            List<String> wrong = MatchCheck.mistakes(said.get("match"));
            wrong.forEach(mistake -> mistakes.add(file.mistake(match, "match: " + mistake)));
            if (wrong.isEmpty()) {
                MatchCheck.doubts(said.get("match"))
                        .forEach(doubt -> doubts.add(file.mistake(match, "match: " + doubt)));
            }
            ChannelRule rule = new ChannelRule(file.path(), file.line(route), written, said, settings);
            ChannelRule before = rules.putIfAbsent(settings.name(), rule);
            if (before != null) {
                mistakes.add(file.mistake(
                        nodes.getOrDefault("name", route),
                        "name: '%s' is already the name of the channel at %s:%d. Choose another."
                                .formatted(settings.name(), before.file(), before.line())));
            }
        } catch (SecretUnavailableException e) {
            // Of a default: relay.slack.token.
            mistakes.add(file.mistake(route, e.getMessage()));
        } catch (ChannelSettings.Invalid e) {
            String text = written.getOrDefault(e.parameter(), "");
            String message = PLACEHOLDER.matcher(text).find() ? e.without(text) : e.getMessage();
            mistakes.add(file.mistake(nodes.getOrDefault(e.parameter(), route), message + "."));
        }
    }
}
