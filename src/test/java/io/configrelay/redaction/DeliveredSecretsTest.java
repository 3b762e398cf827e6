package io.configrelay.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.configrelay.event.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Configurations with a secret, in every spelling and as every part in which AWS Config may deliver it. */
class DeliveredSecretsTest {

    private static final Path CONFIGURATIONS = Path.of("src/test/resources/redaction/secrets.tsv");

    private static final String PLACE = "§";

    /** Such as people make up; some look like a hash, an id or words. */
    private static final List<String> SECRETS =
            List.of("hunter2-Zq8", "9f86d081884c7d65", "correct-horse-7f3a", "Tr0ub4dor&3", "s3cr3t/Pa55");

    private final List<String> shown = new ArrayList<>();
    private int tried;

    @Test
    @SuppressWarnings("SystemOut") // The count is this test's report.
    void noSecretIsShownInAnyPartOfAConfigurationThatIsDelivered() throws IOException {
        List<String> lines = Corpus.lines(CONFIGURATIONS);
        for (String line : lines) {
            String[] row = line.split("\t", 2);
            String secret = SECRETS.get(tried % SECRETS.size());
            List<UnaryOperator<String>> spellings = List.of(DeliveredSecretsTest::camel, DeliveredSecretsTest::pascal);
            for (UnaryOperator<String> spelling : spellings) {
                Object configuration = spelled(Json.read(row[1].replace(PLACE, secret)), spelling);
                for (String part : List.of("configuration", "Configuration", "supplementaryConfiguration")) {
                    look(row[0], part, configuration, secret);
                    look(row[0], part, Json.write(configuration), secret);
                }
                lookBelow(row[0], "Configuration", configuration, secret);
                lookBelow(row[0], "SupplementaryConfiguration", configuration, secret);
            }
        }
        System.out.printf(
                "%d configurations with a secret in %d parts, shown: %d%n", lines.size(), tried, shown.size());
        assertThat(shown).isEmpty();
        assertThat(tried).isGreaterThan(3_000);
    }

    /** Each part that holds the secret, by its own path as in a diff. */
    private void lookBelow(String type, String path, Object value, String secret) throws JsonProcessingException {
        if (value instanceof Map<?, ?>) {
            for (Map.Entry<String, Object> entry : Json.object(value).entrySet()) {
                lookAt(type, path + "." + entry.getKey(), entry.getValue(), secret);
            }
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                // An argument alone doesn't say which option it belongs to.
                if (Form.isStructured(list.get(i)) || list.size() == 1) {
                    lookAt(type, path + "." + i, list.get(i), secret);
                }
            }
        }
    }

    private void lookAt(String type, String path, Object value, String secret) throws JsonProcessingException {
        boolean named = path.matches(".*\\.\\d+\\.[vV]alue");
        if (Json.write(value).contains(secret) && !(named && isOrdinaryAlone(type))) {
            look(type, path, value, secret);
            lookBelow(type, path, value, secret);
        }
    }

    /** Whether only the name beside a value says that it is a secret. */
    private static boolean isOrdinaryAlone(String type) {
        return type.endsWith("::ListenerRule") || type.endsWith("::OptionGroup") || type.endsWith("::Bucket");
    }

    private void look(String type, String path, Object value, String secret) {
        tried++;
        if (Json.write(Redaction.redacted(type, path, value)).contains(secret)) {
            shown.add(type + " " + path);
        }
    }

    private static Object spelled(Object value, UnaryOperator<String> spelling) {
        if (value instanceof Map<?, ?>) {
            Map<String, Object> copy = new LinkedHashMap<>();
            Json.object(value)
                    .forEach((key, part) -> copy.put(
                            key.startsWith("=") ? key.substring(1) : spelling.apply(key), spelled(part, spelling)));
            return copy;
        }
        return value instanceof List<?> list
                ? list.stream().map(part -> spelled(part, spelling)).toList()
                : value;
    }

    private static String camel(String key) {
        return Character.toLowerCase(key.charAt(0)) + key.substring(1);
    }

    private static String pascal(String key) {
        return Character.toUpperCase(key.charAt(0)) + key.substring(1);
    }
}
