package io.configrelay.redaction;

import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Stands in the place of a JSON value that may not be shown. Two are equal where the values are, so that a changed secret
 * is a difference and an unchanged one is none. It holds a salted digest and not the value: no reflection, template or
 * memory dump can bring the value back.
 */
public final class Hidden {

    /** What is shown instead. */
    public static final String TEXT = "•••";

    private static final byte[] SALT = salt();

    private final byte[] digest;

    private Hidden(byte[] digest) {
        this.digest = digest;
    }

    /** Hides a string, a number or a boolean. */
    public static Hidden of(Object value) {
        MessageDigest sha = sha256();
        sha.update(SALT);
        return new Hidden(sha.digest(String.valueOf(value).getBytes(StandardCharsets.UTF_8)));
    }

    /** Hides what is too deep to be looked through; all of these are equal. */
    static Hidden ofDepths() {
        return of(Hidden.class);
    }

    @JsonValue
    @Override
    public String toString() {
        return TEXT;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hidden hidden && Arrays.equals(digest, hidden.digest);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(digest);
    }

    private static byte[] salt() {
        byte[] salt = new byte[32];
        new SecureRandom().nextBytes(salt);
        return salt;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
