package io.configrelay.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;

/**
 * What Slack refuses in a message, written from its documentation and apart from the product's own limits.
 *
 * @see <a href="https://docs.slack.dev/reference/block-kit/blocks">Blocks</a>
 */
public final class SlackRules {

    private static final Set<String> BLOCKS = Set.of("section", "context", "header", "divider", "rich_text");

    private SlackRules() {}

    /** Slack's word for what is wrong, or nothing when it takes the message. */
    public static Optional<String> refusal(JsonNode payload) {
        if (!payload.isObject()) {
            return Optional.of("invalid_payload");
        }
        JsonNode blocks = payload.path("blocks");
        if (payload.path("text").asText().isEmpty() && blocks.isEmpty()) {
            return Optional.of("no_text");
        }
        if (length(payload.path("text")) > 40_000) {
            return Optional.of("msg_too_long");
        }
        if (blocks.size() > 50 || (!blocks.isMissingNode() && !blocks.isArray())) {
            return Optional.of("invalid_blocks");
        }
        for (JsonNode block : blocks) {
            if (!valid(block)) {
                return Optional.of("invalid_blocks");
            }
        }
        if (payload.path("attachments").size() > 100) {
            return Optional.of("too_many_attachments");
        }
        if (!all(payload.path("attachments"), SlackRules::attachment)) {
            return Optional.of("invalid_attachments");
        }
        // Undocumented; seen in slackapi/bolt-js issue 2867.
        return text(blocks) > 9_597 || blocks.toString().length() > 15_561
                ? Optional.of("msg_blocks_too_long")
                : Optional.empty();
    }

    /** Whether the message mentions a person, a user group, or everybody. */
    public static boolean mentions(JsonNode payload) {
        String text = payload.path("text").asText() + payload.path("attachments");
        return text.matches("(?s).*<(!(here|channel|everyone|subteam)|@[UW]).*")
                || payload.toString().matches("(?s).*\"type\":\"(broadcast|user|usergroup)\".*");
    }

    private static boolean valid(JsonNode block) {
        return switch (block.path("type").asText()) {
            case "section" ->
                textObject(block.path("text"), 3_000) && block.path("fields").size() <= 10;
            case "header" ->
                block.path("text").path("type").asText().equals("plain_text") && textObject(block.path("text"), 150);
            case "context" ->
                between(block.path("elements").size(), 1, 10)
                        && all(block.path("elements"), element -> textObject(element, 3_000));
            case "rich_text" -> !block.path("elements").isEmpty() && all(block.path("elements"), SlackRules::richText);
            default -> BLOCKS.contains(block.path("type").asText());
        };
    }

    private static boolean richText(JsonNode element) {
        return switch (element.path("type").asText()) {
            case "rich_text_section", "rich_text_preformatted" ->
                !element.path("elements").isEmpty() && all(element.path("elements"), SlackRules::leaf);
            case "rich_text_list" ->
                !element.path("elements").isEmpty() && all(element.path("elements"), SlackRules::richText);
            default -> false;
        };
    }

    private static boolean leaf(JsonNode leaf) {
        return switch (leaf.path("type").asText()) {
            case "text" -> length(leaf.path("text")) >= 1;
            case "broadcast" ->
                Set.of("here", "channel", "everyone")
                        .contains(leaf.path("range").asText());
            case "user" -> leaf.path("user_id").asText().matches("[UW][A-Z0-9]+");
            case "usergroup" -> leaf.path("usergroup_id").asText().matches("S[A-Z0-9]+");
            case "link" -> between(length(leaf.path("url")), 1, 3_000);
            default -> false;
        };
    }

    private static boolean attachment(JsonNode attachment) {
        return attachment.path("color").asText().matches("#[0-9A-F]{6}")
                && !attachment.path("blocks").isEmpty()
                && all(attachment.path("blocks"), SlackRules::valid);
    }

    private static boolean textObject(JsonNode object, int max) {
        return Set.of("mrkdwn", "plain_text").contains(object.path("type").asText())
                && between(length(object.path("text")), 1, max);
    }

    private static boolean all(JsonNode list, java.util.function.Predicate<JsonNode> rule) {
        for (JsonNode element : list) {
            if (!rule.test(element)) {
                return false;
            }
        }
        return true;
    }

    private static boolean between(int value, int least, int most) {
        return value >= least && value <= most;
    }

    private static int text(JsonNode node) {
        int sum = node.isObject() && node.path("text").isTextual() ? length(node.path("text")) : 0;
        for (JsonNode child : node) {
            sum += text(child);
        }
        return sum;
    }

    private static int length(JsonNode text) {
        String value = text.asText();
        return value.codePointCount(0, value.length());
    }
}
