package io.configrelay.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.configrelay.Events;
import io.configrelay.describe.Accounts;
import io.configrelay.describe.Change;
import io.configrelay.describe.ChangeRow;
import io.configrelay.describe.Language;
import io.configrelay.sandbox.SlackStandIn.Received;
import io.configrelay.slack.BlocksFormat;
import io.configrelay.slack.Mentions;
import io.configrelay.slack.MessageFormat;
import io.configrelay.slack.SlackMessage;
import io.configrelay.slack.TextFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Writes {@code target/renderings/index.html}, for people to look at: every message that the tests know, digests, and each
 * change that the describers know, in English and in Japanese.
 */
class RenderingsTest {

    private static final Path FOLDER = Path.of("target/renderings");
    private static final Path EVENTS = Path.of("src/test/resources/events");

    private static final BlocksFormat BLOCKS =
            new BlocksFormat(Language.ENGLISH, Mentions.parse("high: @here").orElseThrow());

    private static final BlocksFormat JAPANESE =
            new BlocksFormat(Language.of("ja").orElseThrow(), Mentions.NONE);

    private static final BlocksFormat THREADS = new BlocksFormat(Language.ENGLISH, Mentions.NONE, true);

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <title>Messages</title>
            <link rel="stylesheet" href="page.css">
            <body style="display: block"><main style="max-width: 50rem">
            <script src="blocks.js"></script>
            <script src="messages.js"></script>
            <script>
            for (const message of messages) {
              document.querySelector('main').append(blocks.element('article', {},
                blocks.element('p', {class: 'who'}, message.name), blocks.payload(message.payload)));
            }
            </script>
            </main></body>
            </html>
            """;

    private static final Accounts ACCOUNTS = new Accounts(Map.of("123456789012", "production"));

    @Test
    void everyKindOfMessageIsOnOnePage() throws IOException {
        List<Path> files;
        try (Stream<Path> tree = Files.walk(EVENTS)) {
            files = tree.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
        List<Received> messages = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        for (Path file : files) {
            Change change = Change.of(Events.event(Files.readString(file)), ACCOUNTS);
            changes.add(change);
            messages.add(message(file.getFileName().toString().replace(".json", ""), List.of(change)));
        }
        for (ChangeRow row : ChangeRow.all()) {
            List<Change> change = List.of(Change.of(row.event()));
            String type = row.type().replaceFirst(".*::", "");
            messages.add(message(type, change));
            messages.add(message(type + "-ja", JAPANESE, change));
        }
        messages.add(message(
                "digest", changes.stream().sorted(BLOCKS.order()).limit(12).toList()));
        Map<String, List<Change>> bursts = Map.of("digest-same", same(), "digest-burst", burst());
        for (String name : new TreeSet<>(bursts.keySet())) {
            List<Change> burst = bursts.get(name);
            messages.add(message(name, burst));
            messages.add(message(name + "-ja", JAPANESE, burst));
            messages.add(message(name + "-text", new TextFormat(), burst));
            SlackMessage above = THREADS.render(burst);
            messages.add(message(name + "-above-a-thread", above));
            messages.add(message(name + "-thread", above.details().orElseThrow()));
        }
        Files.createDirectories(FOLDER);
        for (String file : List.of("blocks.js", "page.css")) {
            Files.copy(
                    Path.of("src/test/resources/sandbox", file),
                    FOLDER.resolve(file),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        List<Map<String, Object>> shown = messages.stream()
                .map(message -> Map.<String, Object>of("name", message.channel(), "payload", message.payload()))
                .toList();
        Files.writeString(
                FOLDER.resolve("messages.js"), "const messages = " + MAPPER.writeValueAsString(shown) + ";\n");
        Files.writeString(FOLDER.resolve("index.html"), PAGE);

        assertThat(files).hasSizeGreaterThan(25);
        assertThat(shown).hasSize(files.size() + 2 * ChangeRow.all().size() + 1 + 5 * bursts.size());
        // What AWS sends is JSON; what people read is not.
        for (Received message : messages) {
            assertThat(message.payload().findValuesAsText("text"))
                    .as(message.channel())
                    .noneMatch(text -> text.contains("{\"") || text.contains("\":"));
        }
    }

    private static Received message(String channel, List<Change> changes) throws IOException {
        return message(channel, BLOCKS, changes);
    }

    /** One rollout: a route for each route table of an account. */
    private static List<Change> same() {
        return IntStream.range(0, 118)
                .mapToObj(i -> change(Events.route("123456789012", "rtb-%08x".formatted(i * 7_919), "private-" + i)))
                .toList();
    }

    /** 300 changes in four accounts, three of them grave. */
    private static List<Change> burst() {
        List<Change> burst = new ArrayList<>();
        for (int i = 0; i < 297; i++) {
            String account = List.of("123456789012", "210987654321", "111111111111", "222222222222")
                    .get(i % 4);
            String id = "%08x".formatted(i * 7_919);
            burst.add(change(
                    switch (i % 9) {
                        case 0 -> Events.securityGroup("sg-" + id);
                        case 1, 2 -> Events.opened(account, "sg-" + id, 443);
                        default -> Events.route(account, "rtb-" + id, "main");
                    }));
        }
        for (int i = 0; i < 3; i++) {
            burst.add(change(Events.opened("210987654321", "sg-open-" + i, i == 0 ? 22 : 3389)));
        }
        return burst.stream().sorted(BLOCKS.order()).toList();
    }

    private static Change change(String event) {
        return Change.of(Events.event(event), ACCOUNTS);
    }

    private static Received message(String channel, MessageFormat format, List<Change> changes) throws IOException {
        return message(channel, format.render(changes));
    }

    private static Received message(String channel, SlackMessage message) throws IOException {
        String body = message.body();
        return new Received(
                channel,
                "#" + channel,
                "1",
                Instant.parse("2026-11-24T09:00:00Z"),
                Map.of(),
                body,
                MAPPER.readTree(body));
    }
}
