package io.configrelay.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /**
     * Reads a file.
     *
     * @throws BadConfigurationException when it can't be read or is no YAML
     */
    static YamlFile read(Path path) {
        try {
            LoadSettings settings =
                    LoadSettings.builder().setLabel(path.toString()).build();
            return new YamlFile(
                    path,
                    new Compose(settings).composeString(Files.readString(path)).orElse(null));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(Mark::getLine).orElse(0) + 1;
            throw new BadConfigurationException(
                    "%s:%d: not valid YAML: %s. Mend the line; indentation is two spaces, no tabs."
                            .formatted(path, line, e.getProblem()),
                    e);
        } catch (YamlEngineException | IOException e) {
            throw new BadConfigurationException(
                    "%s: can't be read as YAML: %s. Check the file's encoding (UTF-8) and permissions."
                            .formatted(path, e.getMessage()),
                    e);
        }
    }

    /** The values of this key in the file's list of entries, such as every {@code templatedRoute}. */
    List<Node> entries(String key) {
        return list(root).stream()
                .map(entry -> fields(entry).get(key))
                .filter(value -> value != null)
                .toList();
    }

    /** {@code file:line} of a value. */
    String at(Node node) {
        return path + ":" + (node.getStartMark().map(Mark::getLine).orElse(0) + 1);
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
}
