package io.configrelay.event;

import java.util.Objects;

/** What arrived can't be read as an AWS Config notification, now or at any later try. */
public final class UnreadableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    /**
     * @param reason one word for metrics and for {@code replay --reason}: {@code not_json}, {@code not_aws_config}
     * @param detail one sentence that tells an operator what arrived
     */
    public UnreadableException(String reason, String detail) {
        super(detail);
        this.reason = Objects.requireNonNull(reason);
    }

    /** One word: {@code not_json} or {@code not_aws_config}. */
    public String reason() {
        return reason;
    }
}
