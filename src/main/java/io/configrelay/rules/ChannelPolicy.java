package io.configrelay.rules;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * What the files in {@code channels/} may do; those beside that folder are the program's own, and may do anything.
 *
 * @param routes whether they may hold routes, beans and templates, which are programs
 * @param secrets what they may name between two pairs of braces, as {@code relay.channels.secrets} lists it: {@code
 *     SLACK_WEBHOOK_*}, {@code file:/run/secrets/slack/*}
 */
record ChannelPolicy(boolean routes, List<String> secrets) {

    /** Where a channel's file may take a list of accounts from; it holds no secret. */
    private static final String ACCOUNTS = "accounts:";

    private static final String VARIABLE = "env:";

    /** Parameters of which Slack gets the value. A secret there would be read by everyone. */
    private static final Set<String> SHOWN =
            Set.of("name", "template", "classic-text", "classic-channel", "classic-username", "classic-icon-emoji");

    /** As the settings {@code relay.channels.*} have it. */
    static ChannelPolicy of(UnaryOperator<String> resolver) {
        return new ChannelPolicy(
                resolver.apply("{{relay.channels.allow-routes}}").strip().equals("true"),
                Arrays.stream(resolver.apply("{{relay.channels.secrets}}").split(","))
                        .map(String::strip)
                        .filter(entry -> !entry.isEmpty())
                        .toList());
    }

    /** Whether a file is a team's. */
    static boolean isTeams(Path routes, Path file) {
        Path below = routes.relativize(file);
        return below.getNameCount() > 1 && below.getName(0).toString().equals("channels");
    }

    /**
     * Why a team's file may not name this; empty where it may.
     *
     * @param parameter in which it stands; empty where it stands elsewhere
     * @param placeholder without its braces
     */
    String refusal(String parameter, String placeholder) {
        if (placeholder.startsWith(ACCOUNTS)) {
            return parameter.equals("match") ? "" : "a list of accounts stands in match alone. Write the value itself.";
        }
        if (parameter.equals("match") || parameter.isEmpty()) {
            return "only a list of accounts can be named here. Write the value itself.";
        }
        if (SHOWN.contains(parameter)) {
            return "this is shown, so it can't come from a secret's place. Write the value itself.";
        }
        return isListed(placeholder)
                ? ""
                : "channel files may not name this, because relay.channels.secrets doesn't list it. It lists %s."
                        .formatted(secrets.isEmpty() ? "nothing" : String.join(", ", secrets));
    }

    private boolean isListed(String placeholder) {
        String name = placeholder.replaceFirst("#.*", "");
        if (name.startsWith(VARIABLE)) {
            return isListed(name.substring(VARIABLE.length()), false);
        }
        if (name.startsWith("file:")) {
            return isListed("file:" + plain(name.substring("file:".length())), true);
        }
        return name.startsWith("aws:") ? isListed(name, true) : isListed(name.replaceFirst(":.*", ""), false);
    }

    /** Whether an entry of the list means it: one with a scheme for what has one, a name alone for a variable or setting. */
    private boolean isListed(String name, boolean scheme) {
        return secrets.stream()
                .map(entry -> entry.startsWith(VARIABLE) ? entry.substring(VARIABLE.length()) : entry)
                .filter(entry -> entry.contains(":") == scheme)
                .anyMatch(entry -> matches(entry, name));
    }

    /** {@code *} stands for anything but a folder. */
    private static boolean matches(String entry, String name) {
        String pattern = Arrays.stream(entry.split("\\*", -1))
                .map(Pattern::quote)
                .reduce((a, b) -> a + "[^/]*" + b)
                .orElse("");
        return name.matches(pattern);
    }

    /** Without {@code ..}, which leads out of a folder that is listed. */
    private static String plain(String file) {
        try {
            return Path.of(file).normalize().toString();
        } catch (InvalidPathException e) {
            return "";
        }
    }
}
