package io.configrelay.delivery;

import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import io.configrelay.describe.Change;
import io.configrelay.describe.Language;
import io.configrelay.describe.Risk;
import io.configrelay.redaction.Redaction;
import io.configrelay.slack.BlocksFormat;
import io.configrelay.slack.ClassicFormat;
import io.configrelay.slack.Mentions;
import io.configrelay.slack.MessageFormat;
import io.configrelay.slack.TemplateFormat;
import io.configrelay.slack.TextFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What a team's file says of its channel, checked.
 *
 * @param name of the channel, in logs, metrics and dead letters
 * @param destination where its messages go
 * @param language what they are written in
 * @param format how they look
 * @param maxPerPost how many events one message may tell of
 * @param highRiskPerMinute how many changes of high risk are told on their own in a minute, before what came first; more of them are told together
 * @param noise what is done with housekeeping
 * @param timetable when it is told
 * @param otherwise whether it gets what no other channel wants, and nothing else
 * @param shadow whether its events are counted and not sent
 * @param ops whether it is told how the relay itself is
 */
public record ChannelSettings(
        String name,
        Destination destination,
        Language language,
        MessageFormat format,
        int maxPerPost,
        int highRiskPerMinute,
        Noise noise,
        Timetable timetable,
        boolean otherwise,
        boolean shadow,
        boolean ops) {

    /** In the place of a secret that isn't read: good for a webhook and for a token, and nothing is posted with it. */
    public static final String ANY_SECRET = "https://hooks.slack.com/services/not-set";

    private static final String NONE = "none";

    /** A parameter that can't be used. */
    public static final class Invalid extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;
        private final String parameter;
        private final String problem;

        /** @param problem repeats no value */
        Invalid(String parameter, String problem) {
            super(parameter + ": " + problem);
            this.parameter = parameter;
            this.problem = problem;
        }

        /**
         * @param problem with {@code {value}} in the place of the value
         * @param value is not repeated where it looks like a secret
         */
        Invalid(String parameter, String problem, String value) {
            super(parameter + ": " + problem.replace("{value}", "'" + Redaction.text(value) + "'"));
            this.parameter = parameter;
            this.problem = problem;
        }

        /** The parameter's name; the message says what is wrong with it and what would be right. */
        public String parameter() {
            return parameter;
        }

        /** The message for a value that comes from elsewhere, and may be secret: it names the place in its stead. */
        public String without(String placeholders) {
            return parameter + ": " + problem.replace("{value}", "the value of " + placeholders);
        }
    }

    /**
     * Reads the parameters of a {@code slack-channel} route, their placeholders resolved.
     *
     * @throws Invalid for the first parameter that is missing or can't be used
     */
    public static ChannelSettings of(Map<String, String> parameters) {
        String name = required(parameters, "name");
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9_.-]{0,79}")) {
            throw new Invalid("name", "{value} is not a name. Use letters, digits, '-', '_' and '.'", name);
        }
        checkMatch(required(parameters, "match"));
        Destination destination = destination(parameters);
        Language language = language(parameters.getOrDefault("language", "en"));
        MessageFormat format = format(parameters, language, destination.hasThreads());
        return new ChannelSettings(
                name,
                destination,
                language,
                format,
                number("max-per-post", parameters.getOrDefault("max-per-post", "500"), 1),
                number("high-risk-per-minute", parameters.getOrDefault("high-risk-per-minute", "3"), 0),
                noise(parameters.getOrDefault("noise", "fold"), format),
                Timetable.of(parameters),
                flag("otherwise", parameters.getOrDefault("otherwise", "false")),
                flag("shadow", parameters.getOrDefault("shadow", "false")),
                flag("ops", parameters.getOrDefault("ops", "false")));
    }

    /** From one message to the next, at least. */
    Duration interval() {
        return timetable.interval();
    }

    /** How long folded housekeeping waits for a message to ride in. */
    Duration foldFor() {
        return timetable.foldFor();
    }

    /** The quiet times. */
    Mute mute() {
        return timetable.mute();
    }

    /** When the channel is told of a change. */
    public DeliveryTime tells(Change change, Instant received) {
        return timetable.tells(Risk.isHigh(change.risk()), isFolded(change), received);
    }

    /** Whether the change is counted in the message of others. */
    boolean isFolded(Change change) {
        return noise == Noise.FOLD && change.isHousekeeping();
    }

    private static String required(Map<String, String> parameters, String parameter) {
        return Optional.ofNullable(parameters.get(parameter))
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> new Invalid(parameter, "is missing or empty"));
    }

    private static void checkMatch(String match) {
        try {
            JsonPath.compile(match);
        } catch (InvalidPathException | IllegalArgumentException e) {
            throw new Invalid(
                    "match", "is no JsonPath. A filter looks like $[?(@.resourceType == 'AWS::EC2::SecurityGroup')]");
        }
    }

    private static Destination destination(Map<String, String> parameters) {
        String webhook = parameters.getOrDefault("webhook", NONE);
        String channel = parameters.getOrDefault("channel", NONE);
        if (webhook.equals(NONE) && channel.equals(NONE)) {
            throw new Invalid("webhook", "is missing. Give a webhook, or a channel for the bot of relay.slack.token");
        }
        if (channel.equals(NONE)) {
            try {
                return Webhook.of(webhook);
            } catch (IllegalArgumentException e) {
                throw new Invalid("webhook", e.getMessage());
            }
        }
        if (!webhook.equals(NONE)) {
            throw new Invalid("channel", "stands beside a webhook, which has a channel of its own. Remove one of them");
        }
        if (!BotChannel.isChannel(channel)) {
            throw new Invalid("channel", "{value} is no channel. Write #name, or its id such as C0123ABCD", channel);
        }
        String token = parameters.getOrDefault("token", NONE);
        if (token.equals(NONE)) {
            throw new Invalid(
                    "channel",
                    "needs a bot's token. Set relay.slack.token, best in the environment as RELAY_SLACK_TOKEN");
        }
        try {
            return BotChannel.of(token, channel);
        } catch (IllegalArgumentException e) {
            throw new Invalid("token", e.getMessage());
        }
    }

    private static MessageFormat format(Map<String, String> parameters, Language language, boolean threads) {
        String format = parameters.getOrDefault("format", "blocks");
        String rule = parameters.getOrDefault("mention", "nobody");
        Mentions mentions = Mentions.parse(rule)
                .orElseThrow(() -> new Invalid(
                        "mention",
                        "{value} is no rule. Write nobody, @here, @channel, @everyone or an id such as U0123ABCD or S0123ABCD, or by risk: high: @here, medium: S0123ABCD",
                        rule));
        if (format.equals("classic") && !mentions.equals(Mentions.NONE)) {
            throw new Invalid("mention", "a classic message can't mention anybody. Take format blocks or text");
        }
        if (format.equals("classic") && threads) {
            throw new Invalid("channel", "can't have classic messages, which only a webhook takes");
        }
        String template = parameters.getOrDefault("template", NONE);
        if (!template.equals(NONE) && !format.equals("template")) {
            throw new Invalid("template", "is read by format template alone. Set that, or remove this");
        }
        return switch (format) {
            case "blocks" -> new BlocksFormat(language, mentions, threads);
            case "text" -> new TextFormat(language, mentions);
            case "template" -> template(template, language, mentions);
            case "classic" ->
                new ClassicFormat(
                        required(parameters, "classic-text"),
                        required(parameters, "classic-channel"),
                        required(parameters, "classic-username"),
                        required(parameters, "classic-icon-emoji"));
            default -> throw new Invalid("format", "{value} is not one of blocks, text, template, classic", format);
        };
    }

    private static Language language(String tag) {
        return Language.of(tag).orElseThrow(() -> new Invalid("language", "{value} is not one of en, ja", tag));
    }

    private static MessageFormat template(String text, Language language, Mentions mentions) {
        if (text.equals(NONE)) {
            throw new Invalid("template", "is missing, and format template needs it");
        }
        try {
            return TemplateFormat.of(text, language, mentions);
        } catch (IllegalArgumentException e) {
            throw new Invalid("template", e.getMessage());
        }
    }

    /** The classic format, which other programs read, has no place for a count. */
    private static Noise noise(String text, MessageFormat format) {
        Noise noise = Noise.parse(text)
                .orElseThrow(() -> new Invalid("noise", "{value} is not one of fold, show, drop", text));
        return noise == Noise.FOLD && format instanceof ClassicFormat ? Noise.SHOW : noise;
    }

    /** Reads {@code true} or {@code false}. */
    static boolean flag(String parameter, String text) {
        if (!text.matches("true|false")) {
            throw new Invalid(parameter, "{value} is neither true nor false", text);
        }
        return Boolean.parseBoolean(text);
    }

    private static int number(String parameter, String count, int least) {
        if (!count.matches("0|[1-9]\\d{0,5}") || Integer.parseInt(count) < least) {
            throw new Invalid(parameter, "{value} is not a number of events, " + least + " or more", count);
        }
        return Integer.parseInt(count);
    }
}
