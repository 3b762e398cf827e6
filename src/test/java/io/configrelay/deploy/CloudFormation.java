package io.configrelay.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A CloudFormation template. A function such as {@code !Ref Queue} is a map with the key {@code !Ref}. */
final class CloudFormation {

    /** A name in a text of {@code !Sub}. */
    static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]+)}");

    private final Map<String, Object> template;

    CloudFormation(Path file) {
        try {
            template = map(value(new Compose(LoadSettings.builder().build())
                    .composeString(Files.readString(file))
                    .orElseThrow()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object value(Node node) {
        String tag = node.getTag().getValue();
        Object plain = plain(node, tag);
        return tag.startsWith("!") ? Map.of(tag, plain) : plain;
    }

    private static Object plain(Node node, String tag) {
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue().stream().map(CloudFormation::value).toList();
        }
        if (node instanceof MappingNode mapping) {
            Map<String, Object> map = new LinkedHashMap<>();
            for (NodeTuple entry : mapping.getValue()) {
                String key = ((ScalarNode) entry.getKeyNode()).getValue();
                if (map.put(key, value(entry.getValueNode())) != null) {
                    throw new IllegalStateException("twice: " + key);
                }
            }
            return map;
        }
        String text = ((ScalarNode) node).getValue();
        if (tag.endsWith(":int")) {
            return Integer.valueOf(text);
        }
        return tag.endsWith(":bool") ? Boolean.valueOf(text) : text;
    }

    /** The entries of a section, such as {@code Parameters}. */
    Map<String, Map<String, Object>> section(String name) {
        Map<String, Map<String, Object>> entries = new LinkedHashMap<>();
        map(template.get(name)).forEach((key, entry) -> entries.put(key, map(entry)));
        return entries;
    }

    Map<String, Object> properties(String resource) {
        return map(section("Resources").get(resource).get("Properties"));
    }

    Map<String, Object> template() {
        return template;
    }

    /** Every name that a function somewhere below this value asks for, as {@code Ref Name} or {@code GetAtt Name.Arn}. */
    static Set<String> names(Object value) {
        Set<String> names = new TreeSet<>();
        if (value instanceof List<?> list) {
            list.forEach(element -> names.addAll(names(element)));
        }
        map(value).forEach((key, inner) -> {
            switch (key) {
                case "!Ref" -> names.add("Ref " + inner);
                case "!GetAtt" -> names.add("GetAtt " + inner);
                case "!Sub" -> names.addAll(namesInText(inner));
                case "!If" -> names.add("If " + list(inner).get(0));
                case "Condition" -> names.addAll(inner instanceof String ? Set.of("If " + inner) : Set.of());
                default -> {}
            }
            names.addAll(names(inner));
        });
        return names;
    }

    private static Set<String> namesInText(Object sub) {
        Set<String> names = new TreeSet<>();
        Set<String> own = sub instanceof List<?> parts ? map(parts.get(1)).keySet() : Set.of();
        VARIABLE.matcher(String.valueOf(sub instanceof List<?> parts ? parts.get(0) : sub))
                .results()
                .map(variable -> variable.group(1))
                .filter(name -> !own.contains(name))
                .forEach(name -> names.add((name.contains(".") ? "GetAtt " : "Ref ") + name));
        return names;
    }

    @SuppressWarnings("unchecked") // Keys are texts in every template.
    static Map<String, Object> map(Object value) {
        return value instanceof Map<?, ?> ? (Map<String, Object>) value : Map.of();
    }

    static List<?> list(Object value) {
        return value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
    }
}
