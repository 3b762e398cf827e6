package io.configrelay.config;

import java.util.List;

/** Something that a person wrote has to be changed before the relay can run. */
public final class BadConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> mistakes;

    /** @param mistakes one line each, {@code file: key: what is wrong. What to do.} */
    public BadConfigurationException(List<String> mistakes) {
        super(String.join(System.lineSeparator(), mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    /** A single mistake, with the technical cause for {@code --verbose}. */
    public BadConfigurationException(String mistake, Throwable cause) {
        super(mistake, cause);
        this.mistakes = List.of(mistake);
    }

    /** One line each. */
    public List<String> mistakes() {
        return mistakes;
    }
}
