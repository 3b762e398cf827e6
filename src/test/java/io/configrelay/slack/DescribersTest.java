package io.configrelay.slack;

import io.configrelay.Golden;
import io.configrelay.describe.Change;
import io.configrelay.describe.ChangeRow;
import io.configrelay.describe.Language;
import io.configrelay.event.Json;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a channel gets for each change that the describers know, a file for each type of resource, for people to review. */
class DescribersTest {

    private static final Language JAPANESE = Language.of("ja").orElseThrow();

    static List<String> types() throws IOException {
        return ChangeRow.all().stream().map(ChangeRow::type).distinct().toList();
    }

    @ParameterizedTest
    @MethodSource("types")
    void eachChangeIsAMessage(String type) throws Exception {
        List<Map<String, Object>> told = ChangeRow.all().stream()
                .filter(row -> row.type().equals(type))
                .map(DescribersTest::told)
                .collect(Collectors.toList());

        Golden.assertMatches("describers/" + type.replace("::", "-") + ".json", Json.writePretty(told) + "\n");
    }

    private static Map<String, Object> told(ChangeRow row) {
        Change change = Change.of(row.event());
        Map<String, Object> told = new LinkedHashMap<>();
        change.event().changes().forEach(property -> {
            told.put("path", property.path());
            told.put("before", property.before());
            told.put("after", property.after());
        });
        told.put("risk", change.risk().map(risk -> risk.level().word()).orElse(null));
        try {
            told.put(
                    "message",
                    Json.read(new BlocksFormat().render(List.of(change)).body()));
            String japanese = new TextFormat(JAPANESE, Mentions.NONE)
                    .render(List.of(change))
                    .body();
            told.put("japanese", Json.object(Json.read(japanese)).get("text"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return told;
    }
}
