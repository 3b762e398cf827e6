package io.configrelay.deploy;

import static io.configrelay.deploy.KubernetesManifest.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.configrelay.event.Json;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class KubernetesManifestTest {

    private static final KubernetesManifest MANIFEST = KubernetesManifest.read();

    /** Throws where a field isn't one that Kubernetes has, or has another type, or a required one is missing. */
    private interface Validation {
        void of(JsonElement document) throws IOException;
    }

    private static final Map<String, Validation> KINDS = Map.of(
            "Namespace", V1Namespace::validateJsonElement,
            "ServiceAccount", V1ServiceAccount::validateJsonElement,
            "Secret", V1Secret::validateJsonElement,
            "ConfigMap", V1ConfigMap::validateJsonElement,
            "Deployment", V1Deployment::validateJsonElement,
            "PodDisruptionBudget", V1PodDisruptionBudget::validateJsonElement);

    @Test
    void everyFieldIsOneThatKubernetesHas() throws IOException {
        assertThat(MANIFEST.documents().stream()
                        .map(document -> document.get("kind"))
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(KINDS.keySet());
        for (Map<String, Object> document : MANIFEST.documents()) {
            KINDS.get(String.valueOf(document.get("kind"))).of(JsonParser.parseString(Json.write(document)));
        }
        // What the validation is worth: a typing error deep inside.
        String wrong = Json.write(MANIFEST.of("Deployment")).replace("\"failureThreshold\"", "\"failureTreshold\"");
        assertThatThrownBy(() -> V1Deployment.validateJsonElement(JsonParser.parseString(wrong)))
                .hasMessageContaining("failureTreshold");
    }

    @Test
    void twoReplicasRunWithoutAnyRight() {
        assertThat(at(MANIFEST.of("Deployment"), "spec")).containsEntry("replicas", 2);
        assertThat(at(MANIFEST.pod(), "securityContext"))
                .containsEntry("runAsNonRoot", true)
                .containsEntry("runAsUser", 10001);
        assertThat(at(MANIFEST.container(), "securityContext"))
                .containsEntry("readOnlyRootFilesystem", true)
                .containsEntry("allowPrivilegeEscalation", false);
    }

    @Test
    void everySettingIsOneOfTheRelays() throws IOException {
        List<String> variables = new ArrayList<>(List.of("JAVA_OPTS"));
        settings()
                .forEach((key, value) -> variables.add(
                        String.valueOf(key).toUpperCase(Locale.ROOT).replaceAll("[.-]", "_")));
        List<Object> environment = Json.array(MANIFEST.container().get("env"));

        assertThat(environment)
                .isNotEmpty()
                .allSatisfy(variable -> assertThat(variables).contains(Json.text(Json.object(variable), "name")));
    }

    @Test
    void aPodThatStopsHasLongerThanTheRelayTakes() throws IOException {
        int stop = Integer.parseInt(settings().getProperty("camel.main.shutdown-timeout"));

        assertThat((int) MANIFEST.pod().get("terminationGracePeriodSeconds")).isGreaterThan(stop + 10);
    }

    @Test
    void probesAskForTheRelaysHealth() throws IOException {
        Map<String, Object> port =
                Json.object(Json.array(MANIFEST.container().get("ports")).get(0));
        assertThat(String.valueOf(port.get("containerPort")))
                .isEqualTo(settings().getProperty("relay.management.port"));
        assertThat(probe("startupProbe")).containsEntry("path", "/observe/health/ready");
        assertThat(probe("readinessProbe")).containsEntry("path", "/observe/health/ready");
        assertThat(probe("livenessProbe")).containsEntry("path", "/observe/health/live");
    }

    private static Map<String, Object> probe(String name) {
        Map<String, Object> get = at(MANIFEST.container(), name, "httpGet");
        assertThat(get).containsEntry("port", "management");
        return get;
    }

    private static Properties settings() throws IOException {
        Properties settings = new Properties();
        try (var reader = Files.newBufferedReader(Path.of("application.properties"))) {
            settings.load(reader);
        }
        return settings;
    }
}
