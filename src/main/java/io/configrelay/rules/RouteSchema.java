package io.configrelay.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Whether a file is what Camel's YAML DSL takes, by the schema that Camel ships. */
final class RouteSchema {

    private static final String SCHEMA = "/schema/camelYamlDsl.json";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static JsonSchema schema;

    private RouteSchema() {}

    private static synchronized JsonSchema schema() {
        if (schema == null) {
            try (InputStream stream = RouteSchema.class.getResourceAsStream(SCHEMA)) {
                schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
                        // Its messages stand among English ones, whatever the machine speaks.
                        .getSchema(
                                stream,
                                SchemaValidatorsConfig.builder()
                                        .pathType(PathType.LEGACY)
                                        .locale(Locale.ENGLISH)
                                        .build());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return schema;
    }

    /** What Camel would not take; the most specific first mistake alone, because the others follow from it. */
    static List<Mistake> mistakes(YamlFile file) {
        if (file.root() == null) {
            return List.of(new Mistake(file.path(), 0, "is empty. Write a route, or remove the file."));
        }
        Map<String, Node> places = new HashMap<>();
        JsonNode json = json(file.root(), "$", places);
        List<ValidationMessage> messages = new ArrayList<>(schema().validate(json));
        return messages.stream()
                .max(Comparator.comparingInt((ValidationMessage message) ->
                        message.getInstanceLocation().getNameCount()))
                .map(message -> {
                    String path = message.getInstanceLocation().toString();
                    Node node = places.getOrDefault(path, file.root());
                    String problem = message.getMessage().replaceFirst("^\\$\\S*:? ", "");
                    return file.mistake(
                            node,
                            "Camel's YAML DSL doesn't take this: %s. See https://camel.apache.org/components/4.18.x/others/yaml-dsl.html."
                                    .formatted(problem));
                })
                .stream()
                .toList();
    }

    private static JsonNode json(Node node, String path, Map<String, Node> places) {
        places.put(path, node);
        JsonNodeFactory factory = JsonNodeFactory.instance;
        if (node instanceof MappingNode mapping) {
            var object = factory.objectNode();
            mapping.getValue()
                    .forEach(entry -> YamlFile.text(entry.getKeyNode())
                            .ifPresent(key -> object.set(key, json(entry.getValueNode(), path + "." + key, places))));
            return object;
        }
        if (node instanceof SequenceNode sequence) {
            var array = factory.arrayNode();
            for (int i = 0; i < sequence.getValue().size(); i++) {
                array.add(json(sequence.getValue().get(i), path + "[" + i + "]", places));
            }
            return array;
        }
        return MAPPER.valueToTree(YamlFile.scalar(node));
    }
}
