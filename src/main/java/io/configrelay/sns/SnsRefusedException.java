package io.configrelay.sns;

/** A request that isn't done. Its message is for the log of this relay, never for who asked. */
public final class SnsRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final SnsReply reply;

    SnsRefusedException(SnsReply reply, String detail) {
        this(reply, detail, null);
    }

    SnsRefusedException(SnsReply reply, String detail, Throwable cause) {
        super(detail, cause);
        this.reply = reply;
    }

    SnsReply reply() {
        return reply;
    }
}
