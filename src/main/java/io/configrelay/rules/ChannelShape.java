package io.configrelay.rules;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Whether a file is built as it has to be: a list, in a team's file of {@code templatedRoute}s alone, so that nothing in it
 * is passed over and nothing runs that is no channel.
 *
 * @param templates ids of the program's own
 */
record ChannelShape(Set<String> templates, ChannelPolicy policy) {

    private static final String CHANNEL = "templatedRoute";

    private static final String REFERENCE = "routeTemplateRef";

    private static final Set<String> KEYS = Set.of(REFERENCE, "routeId", "prefixId", "parameters");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}]*)}}");

    /** What is wrong with a file's build. */
    List<Mistake> mistakes(YamlFile file, boolean teams) {
        if (file.root() == null) {
            return List.of(new Mistake(
                    file.path(),
                    0,
                    "is empty%s. Write a %s, or remove the file."
                            .formatted(teams ? ", and so no channel" : "", teams ? "channel" : "route")));
        }
        if (!(file.root() instanceof SequenceNode list)) {
            return teams
                    ? List.of(file.mistake(file.root(), "is no list of channels. Begin each with '- templatedRoute:'."))
                    : List.of();
        }
        if (teams && list.getValue().isEmpty()) {
            return List.of(file.mistake(list, "holds no channel. Write one, or remove the file."));
        }
        List<Mistake> mistakes = new ArrayList<>();
        for (Node entry : list.getValue()) {
            mistakes.addAll(entry(file, entry, teams && !policy.routes()));
        }
        if (teams) {
            // What else may stand there may read everything.
            list.getValue().stream()
                    .filter(entry -> !policy.routes() || YamlFile.fields(entry).containsKey(CHANNEL))
                    .forEach(entry -> scalars(file, entry, "", mistakes));
        }
        return mistakes;
    }

    private List<Mistake> entry(YamlFile file, Node entry, boolean channelsOnly) {
        Map<String, Node> fields = YamlFile.fields(entry);
        Node channel = fields.get(CHANNEL);
        if (channelsOnly && (channel == null || fields.size() != 1)) {
            String key = fields.keySet().stream()
                    .filter(name -> !name.equals(CHANNEL))
                    .findFirst()
                    .orElse("");
            return List.of(file.mistake(
                    entry,
                    ("%s.%s A file in channels/ is a list of channels, each of which begins with '- templatedRoute:'."
                                    + " Whoever wants more there sets relay.channels.allow-routes = true.")
                            .formatted(
                                    key.isEmpty() ? "this is no channel" : "'%s' is no channel".formatted(key),
                                    Nearest.hint(key, Set.of(CHANNEL)))));
        }
        return channel == null ? List.of() : channel(file, channel, channelsOnly);
    }

    private List<Mistake> channel(YamlFile file, Node channel, boolean channelsOnly) {
        Map<String, Node> fields = YamlFile.fields(channel);
        List<Mistake> mistakes = new ArrayList<>();
        if (channel instanceof MappingNode mapping) {
            twice(file, mapping, mistakes);
        }
        String template = YamlFile.text(fields.get(REFERENCE)).orElse("");
        if (!templates.contains(template)) {
            Node place = fields.getOrDefault(REFERENCE, channel);
            mistakes.add(file.mistake(
                    place,
                    template.isEmpty()
                            ? "routeTemplateRef is missing. For a channel write 'routeTemplateRef: slack-channel'."
                            : "routeTemplateRef: '%s' is no template.%s For a channel write slack-channel."
                                    .formatted(template, Nearest.hint(template, templates))));
        }
        fields.forEach((key, value) -> {
            if (channelsOnly && !KEYS.contains(key)) {
                mistakes.add(file.mistake(
                        value,
                        "'%s' is nothing that a channel has.%s It has routeTemplateRef and parameters."
                                .formatted(key, Nearest.hint(key, KEYS))));
            }
        });
        YamlFile.text(fields.get("routeId"))
                .filter(id -> id.contains("~"))
                .ifPresent(id -> mistakes.add(file.mistake(
                        fields.get("routeId"),
                        "routeId: '%s' looks like one that the relay makes. A channel needs none: remove the line."
                                .formatted(id))));
        Node parameters = fields.get("parameters");
        if (!(parameters instanceof SequenceNode list)) {
            mistakes.add(file.mistake(
                    parameters == null ? channel : parameters,
                    "parameters is no list. Write each as '- name: …' with its 'value: …' below."));
            return mistakes;
        }
        list.getValue().forEach(parameter -> parameter(file, parameter, mistakes));
        return mistakes;
    }

    private static void parameter(YamlFile file, Node parameter, List<Mistake> mistakes) {
        Map<String, Node> fields = YamlFile.fields(parameter);
        boolean whole = fields.size() == 2
                && fields.get("name") instanceof ScalarNode
                && fields.get("value") instanceof ScalarNode
                && parameter instanceof MappingNode mapping
                && mapping.getValue().size() == 2;
        if (!whole) {
            mistakes.add(file.mistake(
                    parameter,
                    "is no parameter. Write it as '- name: …' with its 'value: …' below, a text in quotes."));
        }
    }

    private static void twice(YamlFile file, MappingNode mapping, List<Mistake> mistakes) {
        Set<String> seen = new HashSet<>();
        for (NodeTuple entry : mapping.getValue()) {
            String key = YamlFile.text(entry.getKeyNode()).orElse("");
            if (!seen.add(key)) {
                mistakes.add(file.mistake(entry.getKeyNode(), "'%s' stands here twice. Remove one.".formatted(key)));
            }
        }
    }

    /** Whatever stands in braces, wherever it stands: Camel fills it in. */
    private void scalars(YamlFile file, Node node, String parameter, List<Mistake> mistakes) {
        if (node instanceof SequenceNode list) {
            list.getValue().forEach(value -> scalars(file, value, parameter, mistakes));
        } else if (node instanceof MappingNode mapping) {
            String name = YamlFile.text(YamlFile.fields(node).get("name")).orElse(parameter);
            mapping.getValue().forEach(entry -> {
                scalars(file, entry.getKeyNode(), "", mistakes);
                boolean value = YamlFile.text(entry.getKeyNode())
                        .filter("value"::equals)
                        .isPresent();
                scalars(file, entry.getValueNode(), value ? name : "", mistakes);
            });
        } else if (node instanceof ScalarNode scalar) {
            placeholders(file, scalar, parameter, mistakes);
        }
    }

    private void placeholders(YamlFile file, ScalarNode scalar, String parameter, List<Mistake> mistakes) {
        String prefix = parameter.isEmpty() ? "" : parameter + ": ";
        Matcher found = PLACEHOLDER.matcher(scalar.getValue());
        while (found.find()) {
            String refusal = policy.refusal(parameter, found.group(1));
            if (!refusal.isEmpty()) {
                mistakes.add(file.mistake(scalar, "%s%s: %s".formatted(prefix, found.group(), refusal)));
            }
        }
        String rest = found.replaceAll("");
        if (rest.contains("{{") || rest.contains("}}")) {
            mistakes.add(
                    file.mistake(
                            scalar,
                            prefix
                                    + "two braces without their two others, or some within others. Write {{…}} with a name in it."));
        }
    }
}
