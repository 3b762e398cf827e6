package io.configrelay.redaction;

/** How far a value is a secret by what it is called. */
enum Secrecy {
    /** It is none. */
    NONE,
    /** A string under it is one, an object under it is not. */
    TEXT,
    /** Strings under it are secrets, also in the objects and lists below. */
    ALL_TEXT,
    /** Like {@link #ALL_TEXT}, and so is a number. */
    ALL,
    /** The name is about a secret, such as its age or ARN. */
    ABOUT;

    boolean isSecret() {
        return this == TEXT || reachesDown();
    }

    boolean reachesDown() {
        return this == ALL_TEXT || this == ALL;
    }
}
