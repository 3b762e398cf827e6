package io.configrelay.delivery;

import io.configrelay.slack.SlackMessage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A channel that a Slack app's bot is a member of. One token, a secret, serves all channels of a workspace.
 *
 * @see <a href="https://docs.slack.dev/reference/methods/chat.postMessage">chat.postMessage</a>
 */
final class BotChannel implements Destination {

    private final String token;
    private final String channel;

    private BotChannel(String token, String channel) {
        this.token = token;
        this.channel = channel;
    }

    /**
     * Reads a token and a channel.
     *
     * @throws IllegalArgumentException for what is no bot's token; the message doesn't repeat it
     */
    static BotChannel of(String token, String channel) {
        if (!token.matches("xox[be]\\S*-\\S+") && !token.equals(ChannelSettings.ANY_SECRET)) {
            throw new IllegalArgumentException(
                    "is no bot token. One begins with xoxb-; copy it from the app's page OAuth & Permissions");
        }
        return new BotChannel(token, channel);
    }

    /** {@code #network}, or an id such as {@code C0123ABCD}. */
    static boolean isChannel(String text) {
        return text.matches("#[^\\s#@]{1,80}|[CGD][A-Z0-9]{6,20}");
    }

    @Override
    public String url(String api) {
        return api + "/chat.postMessage";
    }

    @Override
    public String authorization() {
        return "Bearer " + token;
    }

    @Override
    public SlackMessage addressed(SlackMessage message, String thread) {
        Map<String, Object> address = new LinkedHashMap<>();
        address.put("channel", channel);
        if (thread != null) {
            address.put("thread_ts", thread);
        }
        return message.with(address);
    }

    @Override
    public boolean hasThreads() {
        return true;
    }

    @Override
    public String toString() {
        return channel;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BotChannel bot && bot.token.equals(token) && bot.channel.equals(channel);
    }

    @Override
    public int hashCode() {
        return Objects.hash(token, channel);
    }
}
