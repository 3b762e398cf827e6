package io.configrelay.delivery;

import java.time.Duration;
import java.util.Objects;

/** A post that Slack didn't take. The subclass says what helps; the message never holds the webhook. */
public abstract sealed class SlackException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Reason reason;

    private SlackException(Reason reason) {
        super(reason.detail());
        this.reason = Objects.requireNonNull(reason);
    }

    /** Why, for the dead letter. */
    public Reason reason() {
        return reason;
    }

    /** The same post can succeed later. */
    public static final class TryLater extends SlackException {
        private static final long serialVersionUID = 1L;

        private final Duration retryAfter;

        /** @param retryAfter how long Slack asked to wait; zero where it didn't */
        TryLater(Reason reason, Duration retryAfter) {
            super(reason);
            this.retryAfter = retryAfter;
        }

        /** How long Slack asked to wait; zero where it didn't. */
        Duration retryAfter() {
            return retryAfter;
        }
    }

    /** Slack can't take this message as it is; a plainer one it may. */
    public static final class Refused extends SlackException {
        private static final long serialVersionUID = 1L;

        Refused(Reason reason) {
            super(reason);
        }
    }

    /** Slack takes nothing for this channel until somebody mends it. */
    public static final class Rejected extends SlackException {
        private static final long serialVersionUID = 1L;

        Rejected(Reason reason) {
            super(reason);
        }
    }

    /** Slack takes the message perhaps when it mentions nobody. */
    public static final class MentionRefused extends SlackException {
        private static final long serialVersionUID = 1L;

        MentionRefused(Reason reason) {
            super(reason);
        }
    }
}
