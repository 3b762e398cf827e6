package io.configrelay.slack;

import io.configrelay.describe.Change;
import io.configrelay.describe.Language;
import io.configrelay.describe.Risk;
import io.configrelay.event.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private final Language language;
    private final Mentions mentions;
    private final boolean threads;

    /**
     * @param mentions who is called
     * @param threads whether the lines of a digest shall stand in its thread
     */
    public BlocksFormat(Language language, Mentions mentions, boolean threads) {
        this.language = language;
        this.mentions = mentions;
        this.threads = threads;
    }

    /** Whose digests have all in one message. */
    public BlocksFormat(Language language, Mentions mentions) {
        this(language, mentions, false);
    }

    /** English, and calls nobody. */
    public BlocksFormat() {
        this(Language.ENGLISH, Mentions.NONE);
    }

    private static final String RED = "#D93025";
    private static final String AMBER = "#F2A60D";

    @Override
    public SlackMessage render(List<Change> changes, Housekeeping housekeeping) {
        return switch (changes.size()) {
            case 0 -> {
                String text = housekeeping.text(language);
                yield message(text, payload(text, List.of(contextBlock(text))), 0);
            }
            case 1 -> single(changes.get(0), housekeeping, mentions.of(changes));
            default -> BlocksDigest.render(changes, housekeeping, language, mentions.of(changes), threads);
        };
    }

    private SlackMessage single(Change change, Housekeeping housekeeping, List<String> called) {
        Told told = Told.of(change, language);
        List<Object> headline = new ArrayList<>();
        headline.add(section(calling(called, headline(told.headline()))));
        String risk = told.risk();
        if (!risk.isEmpty()) {
            headline.add(section(List.of(leaf(risk, "bold"))));
        }
        List<Object> details = new ArrayList<>();
        Body body = told.body();
        if (!body.lines().isEmpty()) {
            details.add(richText(List.of(element("rich_text_preformatted", List.of(leaf(text(body)))))));
        }
        String context = context(told);
        if (!context.isEmpty()) {
            details.add(contextBlock(context));
        }
        String text = Mentions.mrkdwn(called) + TextFormat.entry(change, language);
        String besides = housekeeping.besides(language);
        if (!besides.isEmpty()) {
            details.add(contextBlock(besides));
            text += "\n" + besides;
        }
        List<Object> blocks = new ArrayList<>();
        blocks.add(richText(headline));
        if (change.risk().isEmpty() || details.isEmpty()) {
            blocks.addAll(details);
            return message(text, payload(text, blocks), 1);
        }
        Map<String, Object> payload = payload(text, blocks);
        payload.put("attachments", List.of(bar(change.risk().get(), risk, details)));
        return message(text, payload, 1);
    }

    /** The details behind a bar whose colour tells the risk; only a secondary attachment can have one. */
    private static Map<String, Object> bar(Risk risk, String words, List<Object> details) {
        Map<String, Object> attachment = new LinkedHashMap<>();
        attachment.put("color", risk.level() == Risk.Level.HIGH ? RED : AMBER);
        attachment.put("fallback", words);
        attachment.put("blocks", details);
        return attachment;
    }

    private static SlackMessage message(String text, Map<String, Object> payload, int events) {
        return new SlackMessage(SlackMessage.JSON, Json.write(payload), Json.write(TextFormat.payload(text)), events);
    }

    /** These pieces behind those who are called. */
    static List<Object> calling(List<String> called, List<Object> leaves) {
        List<Object> all = new ArrayList<>();
        called.forEach(id -> {
            all.add(Mentions.leaf(id));
            all.add(leaf(" "));
        });
        all.addAll(leaves);
        return all;
    }

    /** The headline with the kind in bold and the resource's id in code. */
    private static List<Object> headline(Headline headline) {
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

    private String text(Body body) {
        String lines = String.join("\n", body.lines());
        return body.more() == 0 ? lines : lines + "\n" + language.say("more", body.more());
    }

    /** Account, region, the time in each reader's own zone, and links. */
    private String context(Told told) {
        List<String> parts = new ArrayList<>();
        if (!told.place().isEmpty()) {
            parts.add(Mrkdwn.escape(told.place()));
        }
        told.moment().ifPresent(moment -> parts.add(moment.mrkdwn()));
        if (!told.headline().detail().isEmpty()) {
            parts.add(Mrkdwn.escape(told.headline().detail()));
        }
        Stream.of(told.words().link(), told.console(), told.timeline())
                .flatMap(Optional::stream)
                .forEach(link -> parts.add(link.mrkdwn(language)));
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

    /** A piece of literal text that leads somewhere. */
    static Map<String, Object> linked(String text, String url) {
        Map<String, Object> link = new LinkedHashMap<>();
        link.put("type", "link");
        link.put("url", url);
        link.put("text", text);
        return link;
    }

    static Map<String, Object> contextBlock(String mrkdwn) {
        Map<String, Object> text = new LinkedHashMap<>();
        text.put("type", "mrkdwn");
        text.put("text", mrkdwn);
        text.put("verbatim", true);
        return element("context", List.of(text));
    }
}
