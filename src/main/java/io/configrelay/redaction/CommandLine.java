package io.configrelay.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A command as a list of its arguments. */
final class CommandLine {

    /** Longer ones are looked through word by word only. */
    private static final int LONGEST = 256;

    private static final Set<String> OF_VARIABLES = Set.of("-e", "--env", "--build-arg");

    private CommandLine() {}

    /** Whether an argument is a secret by the option before it: {@code --password x}, {@code -e NAME=x}. */
    static boolean isSecretAfter(Object before, String text) {
        if (!(before instanceof String option) || option.length() >= 64 || option.length() < 2) {
            return false;
        }
        char first = option.charAt(0);
        if ((first != '-' && first != '/') || text.isEmpty() || text.charAt(0) == '-' || text.charAt(0) == '$') {
            return false;
        }
        if (OF_VARIABLES.contains(option)) {
            return text.indexOf('=') > 0 && text.indexOf('=') < text.length() - 1;
        }
        // A list of paths is no command.
        boolean path = first == '/' && (option.indexOf('/', 1) > 0 || text.charAt(0) == '/');
        return !path && option.indexOf('=') < 0 && Name.of(option).secrecy().isSecret() && !SecretNames.isPlain(text);
    }

    /**
     * The same list where the arguments, joined, hold no secret; else a copy in which each is hidden that makes one of them:
     * {@code -px} is a password behind {@code mysql} only.
     */
    static List<Object> redacted(List<Object> arguments) {
        if (!hasOption(arguments)) {
            return arguments;
        }
        StringBuilder joined = new StringBuilder();
        for (Object argument : arguments) {
            joined.append(argument).append(' ');
        }
        if (!SecretValues.isSecret(joined.toString())) {
            return arguments;
        }
        List<Object> copy = new ArrayList<>(arguments);
        joined.setLength(0);
        for (int i = 0; i < copy.size(); i++) {
            int begin = joined.length();
            joined.append(copy.get(i)).append(' ');
            if (copy.get(i) instanceof String text && SecretValues.isSecret(joined.toString())) {
                copy.set(i, Hidden.of(text));
                joined.setLength(begin);
                joined.append(Hidden.TEXT).append(' ');
            }
        }
        return copy;
    }

    /** Whether these are texts, one behind the first an option. */
    private static boolean hasOption(List<Object> arguments) {
        boolean option = false;
        if (arguments.size() < 2 || arguments.size() > LONGEST) {
            return false;
        }
        for (int i = 0; i < arguments.size(); i++) {
            Object argument = arguments.get(i);
            if (!(argument instanceof String) && !(argument instanceof Hidden)) {
                return false;
            }
            option |= i > 0 && argument instanceof String text && text.startsWith("-");
        }
        return option;
    }
}
