package io.configrelay.deploy;

import io.configrelay.event.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** {@code deploy/kubernetes/config-relay.yaml}, read. */
public record KubernetesManifest(List<Map<String, Object>> documents) {

    /** Reads it. */
    public static KubernetesManifest read() {
        try {
            String text = Files.readString(Path.of("deploy/kubernetes/config-relay.yaml"));
            List<Map<String, Object>> documents = new ArrayList<>();
            new Load(LoadSettings.builder().build())
                    .loadAllFromString(text)
                    .forEach(document -> documents.add(Json.object(document)));
            return new KubernetesManifest(documents);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The only document of this kind. */
    public Map<String, Object> of(String kind) {
        return documents.stream()
                .filter(document -> kind.equals(document.get("kind")))
                .findFirst()
                .orElseThrow();
    }

    /** What the deployment's pods are made by. */
    Map<String, Object> pod() {
        return at(of("Deployment"), "spec", "template", "spec");
    }

    /** Their only container. */
    Map<String, Object> container() {
        return Json.object(Json.array(pod().get("containers")).get(0));
    }

    /** The channel files by their names. */
    public Map<String, Object> channelFiles() {
        return at(of("ConfigMap"), "data");
    }

    static Map<String, Object> at(Map<String, Object> object, String... keys) {
        Map<String, Object> found = object;
        for (String key : keys) {
            found = Json.object(found.get(key));
        }
        return found;
    }
}
