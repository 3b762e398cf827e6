package io.configrelay.slack;

import io.configrelay.describe.Change;
import io.configrelay.event.ConfigEvent;
import io.configrelay.redaction.Redaction;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code format: classic}: the message that the Lambda function of the 2015 article posts, byte for byte: a sentence in
 * Japanese and the diff as {@code json.dumps(diff, indent=2)} prints it, sent as the form field {@code payload} as the
 * slackweb library sends it. One event a message.
 *
 * <p>Three things differ, so that a diff can do no harm: secrets in it are hidden; a {@code <} that begins a mention or
 * link, and three backticks in a row, are written as JSON's escapes for the same characters; and a text beyond Slack's
 * 40,000 characters is cut at a line, saying how many are left out.
 *
 * @param text the message's text, in which {@code {resourceType}}, {@code {resourceId}} and {@code {diff}} are filled in
 * @param channel where a legacy webhook shall post, such as {@code #config_monitor}; an app's webhook ignores it
 * @param username who it seems to come from; an app's webhook ignores it
 * @param iconEmoji such as {@code :cop:}; an app's webhook ignores it
 * @see <a href="https://docs.slack.dev/legacy/legacy-custom-integrations/">Legacy incoming webhooks</a>
 */
public record ClassicFormat(String text, String channel, String username, String iconEmoji) implements MessageFormat {

    private static final String FORM = "application/x-www-form-urlencoded";

    /** A {@code <} that Slack would read as a mention ({@code <!}, {@code <@}, {@code <#}) or as a link. */
    private static final String CONTROL = "<(?=[!@#]|[A-Za-z][A-Za-z0-9+.-]*:)";

    /** As they came: who reads it may count on that. */
    @Override
    public Comparator<Change> order() {
        return Comparator.comparing(change -> 0);
    }

    /** Has no place for housekeeping: channels of this format show it like everything else. */
    @Override
    public SlackMessage render(List<Change> changes, Housekeeping housekeeping) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("text", text(Redaction.shown(changes.get(0).event())));
        payload.put("channel", channel);
        payload.put("username", username);
        payload.put("icon_emoji", iconEmoji);
        String json = PythonJson.dumps(payload);
        return new SlackMessage(FORM, form(json), json, 1);
    }

    /** The payload as the form field that it is sent in. */
    static String form(String json) {
        return "payload=" + quotePlus(json);
    }

    private String text(ConfigEvent event) {
        Object shown = event.message().containsKey("configurationItemDiff")
                ? event.message().get("configurationItemDiff")
                : event.message();
        String diff = PythonJson.dumpsIndented(shown)
                .replaceAll(CONTROL, "\\\\u003c")
                .replace("```", "\\u0060\\u0060\\u0060");
        String head = text.replace("{resourceType}", python(event.resourceType()))
                .replace("{resourceId}", python(event.resourceId()));
        int room = SlackLimits.TEXT_MAX - Mrkdwn.length(head);
        return head.replace("{diff}", diff.length() <= room ? diff : cut(diff, room));
    }

    /** {@code "%s" % value}, with nothing in it that could act. */
    private static String python(String value) {
        return value == null ? "None" : Mrkdwn.cutMiddle(value.replaceAll(CONTROL, "&lt;"), 1_000);
    }

    private static String cut(String diff, int room) {
        String kept = diff.substring(0, diff.lastIndexOf('\n', room - 60));
        long left = diff.substring(kept.length() + 1).lines().count();
        return kept + "\n… and %d more lines".formatted(left);
    }

    /** Python's {@code urllib.parse.quote_plus}, which differs from Java's encoder in two characters. */
    private static String quotePlus(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("%7E", "~")
                .replace("*", "%2A");
    }
}
