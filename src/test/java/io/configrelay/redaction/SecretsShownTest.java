package io.configrelay.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.configrelay.describe.Accounts;
import io.configrelay.describe.Change;
import io.configrelay.describe.Language;
import io.configrelay.event.ConfigEvent;
import io.configrelay.event.Envelope;
import io.configrelay.event.Json;
import io.configrelay.event.Notification;
import io.configrelay.event.Opened;
import io.configrelay.rules.RulesRun;
import io.configrelay.slack.BlocksFormat;
import io.configrelay.slack.ClassicFormat;
import io.configrelay.slack.Housekeeping;
import io.configrelay.slack.Mentions;
import io.configrelay.slack.MessageFormat;
import io.configrelay.slack.SlackMessage;
import io.configrelay.slack.TemplateFormat;
import io.configrelay.slack.TextFormat;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets planted in notifications, and every text that is made of them. */
class SecretsShownTest {

    private static final Path SHARED = Path.of("../shared");
    private static final Path MESSAGES = Path.of("src/test/resources/events/messages");

    /** No word, so that a name can't hold it by chance. */
    private static final String SECRET = "Zx9QtV7kLm";

    /** Made here, so that no file of the project holds one. */
    private static final String TOKEN = "ghp" + "_" + SECRET + "aB3dE5gH7jK9mN1pQ3sT5vW7yZ";

    private static final Map<String, MessageFormat> FORMATS = Map.of(
            "blocks", new BlocksFormat(),
            "threads", new BlocksFormat(Language.ENGLISH, Mentions.NONE, true),
            "text", new TextFormat(),
            "classic", new ClassicFormat("{resourceType} {resourceId}\n{diff}", "#c", "u", ":e:"),
            "template",
                    TemplateFormat.of(
                            "[[headline]] [[#lines]][[.]] [[/lines]] [[riskReason]]", Language.ENGLISH, Mentions.NONE),
            "template's message", TemplateFormat.of("[[message]]", Language.ENGLISH, Mentions.NONE),
            "template's fields",
                    TemplateFormat.of(
                            "[[tags]] [[resourceName]] [[resourceId]] [[arn]]", Language.ENGLISH, Mentions.NONE));

    @TempDir
    private Path folder;

    /** By format, the events that showed a secret. */
    private final Map<String, List<String>> shown = new TreeMap<>();

    @Test
    @SuppressWarnings("SystemOut") // The counts are this test's report.
    void aSecretAtEveryPlaceOfTheListIsShownNowhere() {
        int planted = 0;
        for (Map.Entry<String, List<String>> type : SecretPlaces.all().entrySet()) {
            for (String path : type.getValue()) {
                List<String> keys = List.of(path.replaceFirst("^/", "").split("\\.", -1));
                for (Map<String, Object> message : messages(type.getKey(), keys, SECRET)) {
                    look(type.getKey() + " " + path, message, SECRET);
                    planted++;
                }
            }
        }
        System.out.printf("%d secrets at listed places, shown: %s%n", planted, counts());
        assertThat(planted).isGreaterThan(600);
        assertThat(shown).isEmpty();
    }

    @Test
    @SuppressWarnings("SystemOut") // The counts are this test's report.
    void aSecretUnderEveryNameIsShownNowhere() {
        Random random = new Random(20);
        List<String> names = new ArrayList<>();
        SecretNames.terms()
                .forEach(term -> names.addAll(List.of(
                        term.replace(' ', '_'),
                        "db-" + term.replace(' ', '-'),
                        "Main" + camel(term),
                        term.replace(" ", ""))));
        names.removeIf(name -> !SecretNames.secrecy(name).isSecret());
        int planted = 0;
        for (String name : names) {
            List<String> keys = new ArrayList<>();
            for (int depth = random.nextInt(6); depth >= 0; depth--) {
                keys.add("Part" + depth);
            }
            keys.add(name);
            for (Map<String, Object> message : messages("AWS::Next::Year", keys, SECRET)) {
                look(name, message, SECRET);
                planted++;
            }
        }
        for (String key : SecretShapes.keys()) {
            List<Object> values = new ArrayList<>(List.of(List.of(Map.of("name", "LOG", "value", SECRET))));
            if (SecretShapes.shape(key) != SecretShapes.Shape.PAIRS) {
                values.add(Map.of("LOG", SECRET));
            }
            for (Object value : values) {
                for (Map<String, Object> message : messages("AWS::Next::Year", List.of("Part", key), value)) {
                    look(key, message, SECRET);
                    planted++;
                }
            }
        }
        System.out.printf("%d secrets under names and shapes, shown: %s%n", planted, counts());
        assertThat(planted).isGreaterThan(500);
        assertThat(shown).isEmpty();
    }

    @Test
    @SuppressWarnings("SystemOut") // The counts are this test's report.
    void aTokenInTheStringsOfEveryConfigurationIsShownNowhere() throws IOException {
        int planted = 0;
        for (Map<String, Object> message : configurations()) {
            int strings = new Planting(message, -1).count;
            // Large items have the same strings again and again.
            for (int i = 0; i < strings; i += 1 + strings / 40) {
                look("string " + i, Json.object(new Planting(message, i).planted), SECRET);
                planted++;
            }
        }
        System.out.printf("%d tokens in place of strings, shown: %s%n", planted, counts());
        assertThat(planted).isGreaterThanOrEqualTo(40);
        assertThat(shown).isEmpty();
    }

    @Test
    @SuppressWarnings("SystemOut") // Which are shown is this test's report.
    void noSharedSecretIsShown() throws IOException {
        assumeThat(SHARED.resolve("secrets"))
                .as("the folder of shared samples, which this machine does not have")
                .isDirectory();
        for (String line :
                Files.readAllLines(SHARED.resolve("secrets/INDEX.tsv")).subList(1, 11)) {
            String[] row = line.split("\t", 2);
            look(
                    row[0],
                    Json.object(
                            Json.read(Files.readString(SHARED.resolve("secrets").resolve(row[0])))),
                    row[1]);
        }
        System.out.printf("10 shared secrets, shown: %s%n", shown);
        assertThat(shown).isEmpty();
    }

    @Test
    void explainShowsNone() throws IOException {
        Files.createDirectory(folder.resolve("channels"));
        Files.copy(Path.of("routes/slack-channel.camel.yaml"), folder.resolve("slack-channel.camel.yaml"));
        for (String format : List.of("blocks", "text", "classic")) {
            Files.writeString(folder.resolve("channels/" + format + ".camel.yaml"), """
                    - templatedRoute:
                        routeTemplateRef: slack-channel
                        routeId: channel-%1$s
                        parameters:
                          - name: name
                            value: %1$s
                          - name: match
                            value: $
                          - name: webhook
                            value: https://hooks.slack.com/services/x
                          - name: format
                            value: %1$s
                    """.formatted(format));
        }
        List<String> texts = messages("AWS::SSM::Parameter", List.of("value"), SECRET).stream()
                .map(Json::write)
                .toList();
        for (boolean json : List.of(true, false)) {
            StringWriter out = new StringWriter();
            new RulesRun(folder, folder, SecretsShownTest::resolved, Accounts.NONE, json, new PrintWriter(out))
                    .explain(texts, null, Instant.now());
            assertThat(out.toString()).contains("classic").doesNotContain(SECRET);
        }
    }

    /** The routes' own settings. */
    private static String resolved(String text) {
        return text.replaceAll("\\{\\{[a-zA-Z.-]*interval}}", "1s").replaceAll("\\{\\{[^}]*}}", "1");
    }

    /** Renders a message in every format, alone and in a digest. */
    private void look(String name, Map<String, Object> message, String secret) {
        for (Opened opened : Envelope.open("delivery-1", Json.write(message))) {
            Notification notification = opened.orThrow();
            ConfigEvent event = ConfigEvent.of(notification);
            FORMATS.forEach((format, how) -> {
                String text = text(how.render(List.of(Change.of(event)), Housekeeping.NONE))
                        + text(how.render(List.of(Change.of(event), Change.of(event), Change.of(event))));
                if (text.contains(secret)) {
                    shown.computeIfAbsent(format, f -> new ArrayList<>()).add(name);
                }
            });
        }
    }

    private static String text(SlackMessage message) {
        Optional<String> details = message.details().map(SecretsShownTest::text);
        String body = URLDecoder.decode(message.body().replace("%", "%25"), StandardCharsets.UTF_8);
        return body + message.plainBody() + details.orElse("");
    }

    private Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        shown.forEach((format, names) -> counts.put(format, names.size()));
        return counts;
    }

    private static String camel(String term) {
        StringBuilder camel = new StringBuilder();
        for (String word : term.split(" ", -1)) {
            camel.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        }
        return camel.toString();
    }

    /** A secret at the end of a path: changed, changed at its own key, in a new item, in a deleted one. */
    private static List<Map<String, Object>> messages(String type, List<String> keys, Object secret) {
        List<String> below = keys.subList(1, keys.size());
        Object property = below(below, secret);
        String first = capital(keys.get(0));
        String whole = "Configuration."
                + String.join(".", keys.stream().map(SecretsShownTest::capital).toList());
        Map<String, Object> item = Map.of(keys.get(0), property);
        return List.of(
                message(type, "UPDATE", Map.of(), "Configuration." + first, change("UPDATE", null, property)),
                message(type, "UPDATE", item, whole, change("UPDATE", "before", secret)),
                message(type, "CREATE", item, null, Map.of()),
                message(type, "DELETE", Map.of(), "Configuration", change("DELETE", item, null)));
    }

    private static Object below(List<String> keys, Object value) {
        Object whole = value;
        for (int i = keys.size() - 1; i >= 0; i--) {
            whole = Map.of(keys.get(i), whole);
        }
        return whole;
    }

    private static String capital(String key) {
        return Character.toUpperCase(key.charAt(0)) + key.substring(1);
    }

    private static Map<String, Object> change(String type, Object before, Object after) {
        Map<String, Object> change = new LinkedHashMap<>();
        change.put("previousValue", before);
        change.put("updatedValue", after);
        change.put("changeType", type);
        return change;
    }

    private static Map<String, Object> message(
            String type,
            String changeType,
            Map<String, Object> configuration,
            String path,
            Map<String, Object> change) {
        return Map.of(
                "messageType", "ConfigurationItemChangeNotification",
                "configurationItemDiff",
                        Map.of(
                                "changeType",
                                changeType,
                                "changedProperties",
                                path == null ? Map.of() : Map.of(path, change)),
                "configurationItem",
                        Map.of(
                                "resourceType", type.equals("*") ? "AWS::Next::Year" : type,
                                "resourceId", "r-1",
                                "awsAccountId", "123456789012",
                                "awsRegion", "eu-west-1",
                                "configuration", configuration));
    }

    /** The project's own messages, and the recorded ones where this machine has them. */
    private static List<Map<String, Object>> configurations() throws IOException {
        List<Map<String, Object>> messages = new ArrayList<>();
        List<Path> folders = new ArrayList<>(List.of(MESSAGES, Path.of("src/test/resources/events")));
        if (Files.isDirectory(SHARED)) {
            folders.add(SHARED.resolve("fixtures/ConfigurationItemChangeNotification"));
        }
        for (Path each : folders) {
            try (Stream<Path> files = Files.list(each)) {
                for (Path file : files.filter(path -> path.toString().endsWith(".json"))
                        .sorted()
                        .toList()) {
                    for (Opened opened : Envelope.open("delivery-1", Files.readString(file))) {
                        if (opened instanceof Notification notification) {
                            messages.add(notification.message());
                        }
                    }
                }
            }
        }
        return messages;
    }

    /** A message with a token in the place of one of the strings of its configuration or diff. */
    private static final class Planting {

        private final int place;
        private int count;
        private final Object planted;

        Planting(Map<String, Object> message, int place) {
            this.place = place;
            Map<String, Object> copy = new LinkedHashMap<>(message);
            copy.computeIfPresent("configurationItem", (key, item) -> {
                Map<String, Object> parts = new LinkedHashMap<>(Json.object(item));
                parts.replaceAll(
                        (part, value) -> part.toLowerCase(Locale.ROOT).endsWith("configuration") ? in(value) : value);
                return item instanceof Map<?, ?> ? parts : item;
            });
            copy.computeIfPresent("configurationItemDiff", (key, diff) -> {
                Map<String, Object> changed =
                        new LinkedHashMap<>(Json.object(Json.object(diff).get("changedProperties")));
                changed.replaceAll((path, change) -> {
                    Map<String, Object> sides = new LinkedHashMap<>(Json.object(change));
                    sides.replaceAll((side, value) -> side.equals("changeType") ? value : in(value));
                    return sides;
                });
                Map<String, Object> whole = new LinkedHashMap<>(Json.object(diff));
                whole.put("changedProperties", changed);
                return whole;
            });
            planted = copy;
        }

        private Object in(Object value) {
            if (value instanceof Map<?, ?>) {
                Map<String, Object> copy = new LinkedHashMap<>(Json.object(value));
                copy.replaceAll((key, part) -> in(part));
                return copy;
            }
            if (value instanceof List<?> list) {
                List<Object> copy = new ArrayList<>(list);
                copy.replaceAll(this::in);
                return copy;
            }
            if (value instanceof String text) {
                return count++ == place ? text + " " + TOKEN : text;
            }
            return value;
        }
    }
}
