package io.configrelay.delivery;

import io.configrelay.slack.SlackMessage;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;

/**
 * The URL that a channel's messages are posted to. Whoever has it can post, so nothing but {@link #url} shows more than
 * its host.
 */
final class Webhook implements Destination {

    private final String url;
    private final String host;

    private Webhook(String url, String host) {
        this.url = url;
        this.host = host;
    }

    /**
     * Reads a webhook's URL.
     *
     * @throws IllegalArgumentException when it is no absolute http or https URL; the message doesn't repeat it
     */
    static Webhook of(String url) {
        try {
            URI uri = new URI(url.strip());
            boolean http = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            if (http && uri.getHost() != null) {
                return new Webhook(uri.toASCIIString(), uri.getScheme() + "://" + uri.getHost());
            }
        } catch (URISyntaxException e) {
            // Its message would repeat the URL.
        }
        if (url.startsWith("file:") || url.startsWith("aws:") || url.startsWith("env:")) {
            throw new IllegalArgumentException(
                    "is not a URL. To have it read from there, write the whole in two pairs of braces: {{%s…}}"
                            .formatted(url.substring(0, url.indexOf(':') + 1)));
        }
        throw new IllegalArgumentException(
                "is not a URL. A webhook looks like https://hooks.slack.com/services/T…/B…/…; copy it from Slack");
    }

    @Override
    public String url(String api) {
        return url;
    }

    @Override
    public String authorization() {
        return null;
    }

    @Override
    public SlackMessage addressed(SlackMessage message, String thread) {
        return message;
    }

    @Override
    public boolean hasThreads() {
        return false;
    }

    @Override
    public String toString() {
        return host + "/…";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Webhook webhook && webhook.url.equals(url);
    }

    @Override
    public int hashCode() {
        return Objects.hash(url);
    }
}
