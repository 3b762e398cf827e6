package io.configrelay.slack;

import io.configrelay.describe.Change;
import io.configrelay.event.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code format: blocks}: Block Kit. One event alone is a message with what happened, where, when and up to ten changes;
 * several are a {@link BlocksDigest}.
 *
 * <p>Values from AWS stand in {@code rich_text}, which Slack reads literally: no mention, link or emoji code in them
 * takes effect ({@code AWS::EC2::X} would hold {@code :EC2:}). {@code text} repeats the facts, because phone
 * notifications and screen readers use nothing else.
 *
 * @see <a href="https://docs.slack.dev/reference/block-kit/blocks/rich-text-block">Rich text block</a>
 */
public final class BlocksFormat implements MessageFormat {

    private static final int LINES_SHOWN = 10;
    private static final int LINE_LENGTH = 250;

    @Override
    public SlackMessage render(List<Change> changes, Housekeeping housekeeping) {
        return switch (changes.size()) {
            case 0 -> message(housekeeping.text(), List.of(contextBlock(housekeeping.text())), 0);
            case 1 -> single(changes.get(0), housekeeping);
            default -> BlocksDigest.render(changes, housekeeping);
        };
    }

    private static SlackMessage single(Change change, Housekeeping housekeeping) {
        List<Object> richText = new ArrayList<>();
        richText.add(section(headline(change)));
        String risk = Words.risk(change);
        if (!risk.isEmpty()) {
            richText.add(section(List.of(leaf(risk, "bold"))));
        }
        Body body = Body.of(change, LINES_SHOWN, LINE_LENGTH);
        if (!body.lines().isEmpty()) {
            richText.add(element("rich_text_preformatted", List.of(leaf(text(body)))));
        }
        List<Object> blocks = new ArrayList<>();
        blocks.add(richText(richText));
        String context = context(change);
        if (!context.isEmpty()) {
            blocks.add(contextBlock(context));
        }
        String text = TextFormat.entry(change);
        if (housekeeping.count() > 0) {
            blocks.add(contextBlock(housekeeping.besides()));
            text += "\n" + housekeeping.besides();
        }
        return message(text, blocks, 1);
    }

    private static SlackMessage message(String text, List<Object> blocks, int events) {
        return new SlackMessage(
                SlackMessage.JSON, Json.write(payload(text, blocks)), Json.write(TextFormat.payload(text)), events);
    }

    /** The headline with the kind in bold and the resource's id in code. */
    private static List<Object> headline(Change change) {
        Headline headline = Headline.of(change);
        List<Object> leaves = new ArrayList<>();
        leaves.add(leaf(headline.kind(), "bold"));
        if (!headline.id().isEmpty()) {
            leaves.add(leaf(" "));
            leaves.add(leaf(headline.id(), "code"));
        }
        if (!headline.rest().isEmpty()) {
            leaves.add(leaf(headline.rest()));
        }
        return leaves;
    }

    private static String text(Body body) {
        String lines = String.join("\n", body.lines());
        return body.more() == 0 ? lines : lines + "\n… and %d more".formatted(body.more());
    }

    /** Account, region, the time in each reader's own zone, and links. */
    private static String context(Change change) {
        List<String> parts = new ArrayList<>();
        if (!Place.of(change.event()).isEmpty()) {
            parts.add(Mrkdwn.escape(Place.of(change.event())));
        }
        Moment.of(change.event()).ifPresent(moment -> parts.add(moment.mrkdwn()));
        Stream.concat(Words.of(change).link().stream(), Link.toTimeline(change.event()).stream())
                .forEach(link -> parts.add(link.mrkdwn()));
        return String.join(" · ", parts);
    }

    static Map<String, Object> payload(String text, List<Object> blocks) {
        Map<String, Object> payload = TextFormat.payload(text);
        payload.put("blocks", blocks);
        return payload;
    }

    static Map<String, Object> richText(List<Object> elements) {
        return element("rich_text", elements);
    }

    static Map<String, Object> section(List<Object> leaves) {
        return element("rich_text_section", leaves);
    }

    static Map<String, Object> element(String type, List<Object> elements) {
        Map<String, Object> element = new LinkedHashMap<>();
        element.put("type", type);
        element.put("elements", elements);
        return element;
    }

    /** A piece of literal text in a {@code rich_text} block. */
    static Map<String, Object> leaf(String text) {
        Map<String, Object> leaf = new LinkedHashMap<>();
        leaf.put("type", "text");
        leaf.put("text", text);
        return leaf;
    }

    /** A piece of literal text with a style: {@code bold} or {@code code}. */
    static Map<String, Object> leaf(String text, String style) {
        Map<String, Object> leaf = leaf(text);
        leaf.put("style", Map.of(style, true));
        return leaf;
    }

    static Map<String, Object> contextBlock(String mrkdwn) {
        Map<String, Object> text = new LinkedHashMap<>();
        text.put("type", "mrkdwn");
        text.put("text", mrkdwn);
        text.put("verbatim", true);
        return element("context", List.of(text));
    }
}
