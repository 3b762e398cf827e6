package io.configrelay.rules;

import io.configrelay.config.TextFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A YAML file whose values know their lines. */
final class YamlFile {

    private final Path path;
    private final Node root;

    private YamlFile(Path path, Node root) {
        this.path = path;
        this.root = root;
    }

    /** A file that can't be read, or is no YAML. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Mistake mistake;

        private Unreadable(Mistake mistake, Throwable cause) {
            super(mistake.toString(), cause);
            this.mistake = mistake;
        }

        Mistake mistake() {
            return mistake;
        }
    }

    /** Reads a file, as Camel does: UTF-8 alone. */
    static YamlFile read(Path path) throws Unreadable {
        try {
            LoadSettings settings =
                    LoadSettings.builder().setLabel(path.toString()).build();
            return new YamlFile(
                    path,
                    new Compose(settings).composeString(TextFile.readUtf8(path)).orElse(null));
        } catch (TextFile.UnknownEncodingException e) {
            throw new Unreadable(new Mistake(path, 0, e.getMessage() + "."), e);
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(Mark::getLine).orElse(0) + 1;
            String text = "not valid YAML: %s. Mend the line; indentation is two spaces, no tabs.";
            throw new Unreadable(new Mistake(path, line, text.formatted(e.getProblem())), e);
        } catch (YamlEngineException | IOException e) {
            String text = "can't be read as YAML: %s. Check the file's encoding (UTF-8) and permissions.";
            throw new Unreadable(new Mistake(path, 0, text.formatted(e.getMessage())), e);
        }
    }

    Path path() {
        return path;
    }

    /** The whole of it; null for an empty file. */
    Node root() {
        return root;
    }

    /** The line of a value, from 1. */
    int line(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }

    /** What is wrong with a value. */
    Mistake mistake(Node node, String text) {
        return new Mistake(path, line(node), text);
    }

    /** The values of this key in the file's list of entries, such as every {@code templatedRoute}. */
    List<Node> entries(String key) {
        return list(root).stream()
                .map(entry -> fields(entry).get(key))
                .filter(value -> value != null)
                .toList();
    }

    /** Whether it is a list of entries that have this key and no other. */
    boolean holdsOnly(String key) {
        return !list(root).isEmpty()
                && list(root).stream().allMatch(entry -> fields(entry).keySet().equals(Set.of(key)));
    }

    static List<Node> list(Node node) {
        return node instanceof SequenceNode sequence ? sequence.getValue() : List.of();
    }

    static Map<String, Node> fields(Node node) {
        Map<String, Node> fields = new LinkedHashMap<>();
        if (node instanceof MappingNode mapping) {
            mapping.getValue()
                    .forEach(tuple -> text(tuple.getKeyNode()).ifPresent(key -> fields.put(key, tuple.getValueNode())));
        }
        return fields;
    }

    static Optional<String> text(Node node) {
        return node instanceof ScalarNode scalar ? Optional.of(scalar.getValue()) : Optional.empty();
    }

    /** A value as JSON has it, by YAML's own tag: {@code true} is none but {@code "true"} is a text. */
    static Object scalar(Node node) {
        if (!(node instanceof ScalarNode scalar)) {
            return null;
        }
        String value = scalar.getValue();
        return switch (scalar.getTag().getValue().replaceFirst(".*:", "")) {
            case "bool" -> Boolean.valueOf(value);
            case "int" -> Long.valueOf(value);
            case "float" -> Double.valueOf(value);
            case "null" -> null;
            default -> value;
        };
    }
}
