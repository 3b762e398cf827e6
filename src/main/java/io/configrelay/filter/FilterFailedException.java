package io.configrelay.filter;

/** A channel's filter could not be held against an event. */
public final class FilterFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean late;

    FilterFailedException(String message, boolean late, Throwable cause) {
        super(message, cause);
        this.late = late;
    }

    /** Whether it would have taken too long. */
    public boolean isLate() {
        return late;
    }
}
