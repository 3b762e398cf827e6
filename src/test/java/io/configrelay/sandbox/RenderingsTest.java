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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Writes {@code target/renderings/index.html}, for people to look at: every message that the tests know, a digest, and each
 * change that the describers know, in English and in Japanese.
 */
class RenderingsTest {

    private static final Path FOLDER = Path.of("target/renderings");
    private static final Path EVENTS = Path.of("src/test/resources/events");

    private static final BlocksFormat BLOCKS =
            new BlocksFormat(Language.ENGLISH, Mentions.parse("high: @here").orElseThrow());

    private static final BlocksFormat JAPANESE =
            new BlocksFormat(Language.of("ja").orElseThrow(), Mentions.NONE);

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
        Files.createDirectories(FOLDER);
        for (Received message : messages) {
            Files.writeString(FOLDER.resolve(message.channel().substring(1) + ".html"), SlackPage.of(List.of(message)));
        }
        String page = SlackPage.of(messages);
        Files.writeString(FOLDER.resolve("index.html"), page);

        assertThat(files).hasSizeGreaterThan(25);
        assertThat(page.split("<article>", -1))
                .hasSize(files.size() + 2 * ChangeRow.all().size() + 2);
        // What AWS sends is JSON; what people read is not.
        assertThat(page).doesNotContain("{&quot;").doesNotContain("&quot;:");
    }

    private static Received message(String channel, List<Change> changes) throws IOException {
        return message(channel, BLOCKS, changes);
    }

    private static Received message(String channel, BlocksFormat format, List<Change> changes) throws IOException {
        String body = format.render(changes).body();
        return new Received(
                channel,
                "#" + channel,
                "1",
                Instant.parse("2026-11-24T09:00:00Z"),
                Map.of(),
                body,
                new ObjectMapper().readTree(body));
    }
}
