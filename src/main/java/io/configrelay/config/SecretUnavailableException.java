package io.configrelay.config;

/** A secret that a placeholder names can't be read. Its message is a sentence for people and never holds a secret. */
public final class SecretUnavailableException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    SecretUnavailableException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
