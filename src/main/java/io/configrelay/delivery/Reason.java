package io.configrelay.delivery;

import io.configrelay.event.UnreadableException;
import io.configrelay.filter.FilterFailedException;
import io.configrelay.slack.SlackWord;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.ExpressionEvaluationException;
import org.apache.hc.core5.http.HttpException;

/**
 * Why something wasn't delivered.
 *
 * @param word one word, for metrics and for choosing what to replay: Slack's own ({@code no_service}), or {@code
 *     http_<status>}, {@code unreachable}, {@code timeout}, {@code not_json}, {@code not_aws_config}, {@code
 *     filter_failed}, {@code filter_too_slow}, {@code channel_gone}, {@code internal_error}
 * @param httpStatus what Slack's answer had, or null where there was no answer
 * @param detail a sentence or two for an operator: what happened, what can be done. Never holds a secret.
 */
public record Reason(String word, Integer httpStatus, String detail) {

    private static final Set<Integer> OF_SECRETS = Set.of(401, 403, 404);

    /** Words of the relay's own. */
    private static final Set<String> OWN = Set.of(
            "unreachable",
            "timeout",
            "not_json",
            "not_aws_config",
            "filter_failed",
            "filter_too_slow",
            "channel_gone",
            "internal_error");

    /** The word as a metric's label: one of a known set, because whatever answers in Slack's place may say anything. */
    static String label(String word) {
        boolean known = OWN.contains(word) || SlackWord.isDocumented(word) || word.matches("http_\\d{3}");
        return known ? word : "other";
    }

    /** Whether it may be that the webhook or token is known to Slack no more. */
    boolean isOfSecret() {
        return (httpStatus != null && OF_SECRETS.contains(httpStatus)) || SlackWord.isOfSecret(word);
    }

    /** Finds the reason in what a route failed with. */
    static Reason of(Throwable failure) {
        Optional<SlackException> slack = cause(SlackException.class, failure);
        if (slack.isPresent()) {
            return slack.get().reason();
        }
        Optional<UnreadableException> unreadable = cause(UnreadableException.class, failure);
        if (unreadable.isPresent()) {
            return new Reason(unreadable.get().reason(), null, unreadable.get().getMessage());
        }
        if (cause(SocketTimeoutException.class, failure).isPresent()) {
            return new Reason("timeout", null, "Slack did not answer in time. It may have the message all the same.");
        }
        if (cause(IOException.class, failure).isPresent()) {
            return new Reason(
                    "unreachable",
                    null,
                    "Slack can't be reached (%s). Check network, proxy and DNS.".formatted(kind(failure)));
        }
        Optional<ChannelGoneException> gone = cause(ChannelGoneException.class, failure);
        if (gone.isPresent()) {
            return new Reason("channel_gone", null, gone.get().getMessage());
        }
        Optional<FilterFailedException> filter = cause(FilterFailedException.class, failure);
        if (filter.isPresent()) {
            return new Reason(
                    filter.get().isLate() ? "filter_too_slow" : "filter_failed",
                    null,
                    filter.get().getMessage());
        }
        if (cause(ExpressionEvaluationException.class, failure).isPresent()) {
            return new Reason("filter_failed", null, "The channel's match can't be evaluated on this event.");
        }
        return new Reason("internal_error", null, "config-relay failed on it: %s.".formatted(kind(failure)));
    }

    /** Whether the same post can succeed later: Slack said so, or didn't answer. */
    static boolean isPassing(Throwable failure) {
        return cause(SlackException.TryLater.class, failure).isPresent()
                || (cause(SlackException.class, failure).isEmpty()
                        && (cause(IOException.class, failure).isPresent()
                                || cause(HttpException.class, failure).isPresent()));
    }

    /**
     * The first of this kind among a failure and its causes. Not among what is suppressed, as Camel itself would look: that
     * holds the failures of earlier tries.
     */
    static <T extends Throwable> Optional<T> cause(Class<T> kind, Throwable failure) {
        Throwable cause = failure;
        while (cause != null && !kind.isInstance(cause)) {
            cause = cause.getCause() == cause ? null : cause.getCause();
        }
        return Optional.ofNullable(cause).map(kind::cast);
    }

    /** The class names from the outside in: they can't hold a secret, as messages of libraries can. */
    private static String kind(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root == failure
                ? failure.getClass().getSimpleName()
                : failure.getClass().getSimpleName() + ": " + root.getClass().getSimpleName();
    }
}
