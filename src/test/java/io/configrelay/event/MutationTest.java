package io.configrelay.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.configrelay.describe.Change;
import io.configrelay.sandbox.SlackRules;
import io.configrelay.slack.BlocksFormat;
import io.configrelay.slack.Housekeeping;
import io.configrelay.slack.MessageFormat;
import io.configrelay.slack.TextFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever becomes of a message, it is an event that can be told within Slack's limits, or unreadable with a reason. */
class MutationTest {

    private static final Path MESSAGES = Path.of("src/test/resources/events/messages");
    private static final List<Map<String, Object>> ORIGINALS = originals();

    /** What else can stand where a value was. */
    private static final List<Object> OTHERS = List.of(
            "",
            "text",
            "<!channel> *x* `y`",
            "\u0000\u202e\uD800",
            0,
            -1.5e300,
            Long.MAX_VALUE,
            true,
            List.of(),
            List.of(List.of(), Map.of(), 1),
            Map.of(),
            ordered("messageType", "x", "changeType", 1, "previousValue", List.of(1)));

    /** In the order of the arguments, which Map.of changes from run to run. */
    private static Map<String, Object> ordered(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put(keysAndValues[i].toString(), keysAndValues[i + 1]);
        }
        return map;
    }

    private static List<Map<String, Object>> originals() {
        try (Stream<Path> files = Files.list(MESSAGES)) {
            List<Map<String, Object>> messages = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                messages.add(Json.object(Json.read(Files.readString(file))));
            }
            return messages;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Property(tries = 3_000)
    void aMutatedMessageIsToldOrUnreadable(@ForAll long seed, @ForAll Wrapping envelope) throws Exception {
        Random random = new Random(seed);
        Map<String, Object> message = ORIGINALS.get(random.nextInt(ORIGINALS.size()));
        Object mutated = message;
        int times = 1 + random.nextInt(4);
        for (int i = 0; i < times; i++) {
            mutated = mutated(mutated, random, 0);
        }
        String text = envelope.of(Json.object(mutated));

        for (Opened opened : Envelope.open("delivery-1", random.nextInt(10) == 0 ? cut(text, random) : text)) {
            if (opened instanceof Unreadable unreadable) {
                assertThat(unreadable.reason()).isIn("not_json", "not_aws_config");
                assertThat(unreadable.detail()).isNotBlank();
                continue;
            }
            ConfigEvent event = ConfigEvent.of(opened.orThrow());
            assertThat(event.view(null)).hasSize(16);
            assertThat(event.id()).isNotBlank();
            Change change = Change.of(event);
            Housekeeping housekeeping = change.isHousekeeping() ? Housekeeping.of(List.of(change)) : Housekeeping.NONE;
            for (MessageFormat format : List.of(new BlocksFormat(), new TextFormat())) {
                for (List<Change> changes : List.of(List.of(change), List.of(change, change))) {
                    String body = format.render(changes, housekeeping).body();
                    assertThat(SlackRules.refusal(new ObjectMapper().readTree(body)))
                            .isEmpty();
                }
            }
        }
    }

    private static String cut(String text, Random random) {
        return text.substring(0, random.nextInt(text.length()));
    }

    /** The value with one change somewhere in it: removed, retyped, nested, repeated, huge or deep. */
    private static Object mutated(Object value, Random random, int depth) {
        boolean here = depth > 0 && random.nextInt(3) == 0;
        if (!here && value instanceof Map<?, ?> && !Json.object(value).isEmpty()) {
            Map<String, Object> object = new LinkedHashMap<>(Json.object(value));
            List<String> keys = List.copyOf(object.keySet());
            String key = keys.get(random.nextInt(keys.size()));
            switch (random.nextInt(4)) {
                case 0 -> object.remove(key);
                case 1 -> object.put(key + "X", object.remove(key));
                default -> object.put(key, mutated(object.get(key), random, depth + 1));
            }
            return object;
        }
        if (!here && value instanceof List<?> && !Json.array(value).isEmpty()) {
            List<Object> array = new ArrayList<>(Json.array(value));
            int at = random.nextInt(array.size());
            array.set(at, mutated(array.get(at), random, depth + 1));
            return array;
        }
        return switch (random.nextInt(8)) {
            case 0 -> null;
            case 1 -> List.of(String.valueOf(value));
            case 2 -> Map.of("value", String.valueOf(value));
            case 3 -> "x".repeat(20_000);
            case 4 -> java.util.Collections.nCopies(2_000, "10.0.0.0/8");
            case 5 -> deep(200);
            default -> OTHERS.get(random.nextInt(OTHERS.size()));
        };
    }

    private static Object deep(int levels) {
        Object value = "bottom";
        for (int i = 0; i < levels; i++) {
            value = i % 2 == 0 ? List.of(value) : Map.of("next", value);
        }
        return value;
    }
}
