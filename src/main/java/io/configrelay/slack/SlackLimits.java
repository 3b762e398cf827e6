package io.configrelay.slack;

/**
 * Slack's limits, in Unicode code points unless said otherwise, counted after escaping.
 *
 * @see <a href="https://docs.slack.dev/reference/block-kit/blocks">Blocks</a>
 * @see <a href="https://docs.slack.dev/reference/block-kit/composition-objects/text-object">Text object</a>
 * @see <a href="https://docs.slack.dev/reference/methods/chat.postMessage">chat.postMessage</a>
 */
public final class SlackLimits {

    /** Blocks in one message. */
    public static final int BLOCKS = 50;

    /** A text object, and so the text of a section. */
    public static final int TEXT_OBJECT = 3_000;

    /** The text of a header block. */
    public static final int HEADER = 150;

    /** Elements of a context block. */
    public static final int CONTEXT_ELEMENTS = 10;

    /** Slack's advice for a message's {@code text}; from 4,041 on it was seen to become several messages. */
    public static final int TEXT_ADVISED = 4_000;

    /** Beyond this Slack cuts a message's {@code text}. */
    public static final int TEXT_MAX = 40_000;

    /**
     * All text of a message's blocks together. Slack documents no total, but was seen to refuse 11,341 with {@code
     * msg_blocks_too_long} and to take 9,597 (slackapi/bolt-js issue 2867).
     */
    public static final int BLOCKS_TEXT_BUDGET = 9_000;

    /** The JSON of a message, in characters; the same report: 17,694 refused, 15,561 taken. */
    public static final int JSON_BUDGET = 14_000;

    private SlackLimits() {}
}
