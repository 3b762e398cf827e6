package io.configrelay.delivery;

import io.configrelay.slack.SlackMessage;

/** Where a channel's messages go. Holds a secret, which its text never shows. */
sealed interface Destination permits Webhook, BotChannel {

    /**
     * The URL of a post.
     *
     * @param api of Slack's Web API, such as {@code https://slack.com/api}
     */
    String url(String api);

    /** The value of the Authorization header, or null for none. */
    String authorization();

    /**
     * The message as it is posted there.
     *
     * @param thread {@code ts} of the message that it shall stand below, or null; only where there {@linkplain
     *     #hasThreads are threads}
     */
    SlackMessage addressed(SlackMessage message, String thread);

    /** Whether Slack tells where a message is, so that others can stand below it. */
    boolean hasThreads();
}
