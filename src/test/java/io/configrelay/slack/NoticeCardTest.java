package io.configrelay.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.configrelay.describe.Language;
import io.configrelay.sandbox.SlackRules;
import io.configrelay.slack.Notice.DeadLetters;
import io.configrelay.slack.Notice.FilesApplied;
import io.configrelay.slack.Notice.FilesRefused;
import io.configrelay.slack.Notice.QueueReadable;
import io.configrelay.slack.Notice.QueueUnreadable;
import io.configrelay.slack.Notice.StoreFull;
import io.configrelay.slack.Notice.StoreHasRoom;
import io.configrelay.slack.Notice.StoreUnusable;
import io.configrelay.slack.Notice.StoreUsable;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class NoticeCardTest {

    private static final Instant AT = Instant.parse("2026-11-25T03:00:00Z");

    private static JsonNode card(Language language, Notice... notices) throws Exception {
        SlackMessage message = NoticeCard.render(List.of(notices), language, "relay-1");
        JsonNode payload = new ObjectMapper().readTree(message.body());
        assertThat(SlackRules.refusal(payload)).isEmpty();
        return payload;
    }

    @Test
    void aCardSaysWhatIsWrongAndWhatToDo() throws Exception {
        JsonNode card = card(
                Language.ENGLISH,
                new DeadLetters("network", "no_service", 12),
                new DeadLetters("none", "not_json", 1),
                new QueueUnreadable(AT, "SdkClientException: refused"),
                new StoreUnusable(AT, "disk I/O error"),
                new StoreFull(AT),
                new FilesRefused(List.of("routes/channels/web.camel.yaml:3: match: is no JsonPath.")));

        assertThat(card.path("text").asText()).isEqualTo("""
                config-relay on relay-1 needs somebody
                12 dead letters of channel network: no_service. When the cause is mended: bin/config-relay replay --channel network
                1 notification that could not be read: not_json
                The queue can't be read since 2026-11-25T03:00:00Z: SdkClientException: refused
                The store can't be used since 2026-11-25T03:00:00Z, and what comes stays with its source until it can: disk I/O error
                The store is full since 2026-11-25T03:00:00Z (relay.store.max-size): what can't be told at once stays with its source. See in health which channels have events parked, and mend those
                The channel files can't be used, and the channels stay as they were:
                routes/channels/web.camel.yaml:3: match: is no JsonPath.""");
        assertThat(card.path("blocks").path(0).path("elements").path(1).path("elements"))
                .hasSize(7);
    }

    @Test
    void whatIsWellAgainIsSaidToo() throws Exception {
        assertThat(card(
                                Language.ENGLISH,
                                new FilesApplied(),
                                new QueueReadable(),
                                new StoreUsable(),
                                new StoreHasRoom())
                        .path("text")
                        .asText())
                .contains(
                        "The channel files are well again",
                        "The queue can be read again",
                        "The store can be used again",
                        "The store has room again");
    }

    @Test
    void aCardSpeaksTheChannelsLanguage() throws Exception {
        assertThat(card(Language.of("ja").orElseThrow(), new DeadLetters("network", "no_service", 12))
                        .path("text")
                        .asText())
                .contains("チャンネル network のデッドレター 12 件");
    }

    @Test
    void manyAndLongMistakesFitIntoACardAndMentionNobody() throws Exception {
        List<String> mistakes = Collections.nCopies(500, "<!channel> " + "x".repeat(2_000));

        JsonNode card = card(Language.ENGLISH, new FilesRefused(mistakes));

        assertThat(card.path("text").asText()).doesNotContain("<!channel>").endsWith("… and 491 more");
    }
}
