package io.configrelay.redaction;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether a value is a secret by what it is called, as {@code secret-names.txt} says. */
final class SecretNames {

    /** Between words: punctuation, digits, and where a capital letter begins a word. */
    private static final Pattern BETWEEN =
            Pattern.compile("[^\\p{L}]+|(?<=\\p{Ll})(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})");

    private static final Pattern KEY_ID = Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private static final int LONGEST_TERM = 4;

    private static final Map<String, Secrecy> TERMS = new HashMap<>();
    private static final Map<String, Secrecy> LAST = new HashMap<>();
    private static final List<String> SUFFIXES = new ArrayList<>();
    private static final Set<String> ABOUT = new HashSet<>();
    private static final Set<String> TEXTS = new HashSet<>();
    private static final Set<String> ORDINARY = new HashSet<>();
    private static final Set<String> PLAIN = new HashSet<>();

    static {
        for (String[] line : ResourceLines.of("secret-names.txt", 2)) {
            switch (line[0]) {
                case "number" -> TERMS.put(line[1], Secrecy.ALL);
                case "secret" -> TERMS.put(line[1], Secrecy.ALL_TEXT);
                case "last" -> LAST.put(line[1], Secrecy.TEXT);
                case "suffix" -> SUFFIXES.add(line[1]);
                case "about" -> ABOUT.add(line[1]);
                case "text" -> TEXTS.add(line[1]);
                case "ordinary" -> ORDINARY.add(line[1]);
                case "plain" -> PLAIN.add(line[1]);
                default -> throw new IllegalStateException("secret-names.txt has " + line[0]);
            }
        }
    }

    private SecretNames() {}

    /** Judges a name such as {@code DB_PASSWORD}, {@code masterUserPassword}, {@code --db-password}. */
    static Secrecy secrecy(String name) {
        List<String> words = new ArrayList<>();
        for (String word : BETWEEN.split(name, -1)) {
            if (!word.isEmpty()) {
                words.add(word.toLowerCase(Locale.ROOT));
            }
        }
        if (words.isEmpty()) {
            return Secrecy.NONE;
        }
        Secrecy found = Secrecy.NONE;
        for (int end = words.size(); end > 0 && found != Secrecy.ALL; end--) {
            Secrecy here = endingAt(words, end);
            found = here.compareTo(found) > 0 ? here : found;
        }
        String last = words.get(words.size() - 1);
        if (ORDINARY.contains(String.join(" ", words))) {
            return Secrecy.ABOUT;
        }
        // A webhook's URL is the secret itself.
        boolean about = ABOUT.contains(last) || (words.size() > 1 && ABOUT.contains(lastTwo(words)));
        if (about && !endingAt(words, words.size()).isSecret()) {
            return Secrecy.ABOUT;
        }
        if (TEXTS.contains(last)) {
            return found.isSecret() ? Secrecy.TEXT : Secrecy.ABOUT;
        }
        return found;
    }

    private static String lastTwo(List<String> words) {
        return words.get(words.size() - 2) + " " + words.get(words.size() - 1);
    }

    /** Whether these words end with a term for a secret. */
    private static Secrecy endingAt(List<String> words, int end) {
        String word = words.get(end - 1);
        for (String suffix : SUFFIXES) {
            if (word.endsWith(suffix)) {
                return Secrecy.ALL;
            }
        }
        String term = "";
        for (int begin = end - 1; begin >= Math.max(0, end - LONGEST_TERM); begin--) {
            term = term.isEmpty() ? words.get(begin) : words.get(begin) + " " + term;
            Secrecy secrecy = TERMS.get(term);
            if (secrecy == null && end == words.size()) {
                secrecy = LAST.get(term);
            }
            if (secrecy != null) {
                return secrecy;
            }
        }
        return Secrecy.NONE;
    }

    /** Whether a value says nothing that a secret would: a switch, a reference to where the secret is kept, or nothing. */
    static boolean isPlain(String value) {
        return value.isBlank()
                || isArn(value)
                || (value.startsWith("{{resolve:") && value.indexOf("}}") == value.length() - 2)
                || isMasked(value)
                || isPath(value)
                || (value.length() <= 8 && PLAIN.contains(value.toLowerCase(Locale.ROOT)));
    }

    /** A whole one: five colons at least, and no blank. */
    private static boolean isArn(String value) {
        if (!value.startsWith("arn:")) {
            return false;
        }
        int colons = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c <= ' ') {
                return false;
            }
            colons += c == ':' ? 1 : 0;
        }
        return colons >= 5;
    }

    /** The id or alias of a key that KMS keeps. */
    static boolean isKeyId(String value) {
        return value.startsWith("alias/")
                || value.startsWith("mrk-")
                || KEY_ID.matcher(value).matches();
    }

    /** {@code $.detail.token}, {@code $$.Task.Token}: where a state machine finds it. */
    private static boolean isPath(String value) {
        return (value.startsWith("$.") || value.startsWith("$$.")) && SecretText.isVariable(value, 2, value.length());
    }

    /** {@code ****}, as CloudFormation writes a parameter that must not be shown. */
    private static boolean isMasked(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) != '*' && value.charAt(i) != '•') {
                return false;
            }
        }
        return true;
    }

    /** {@code AWS_IAM}, {@code NONE}: one of a list of choices rather than what somebody made up. */
    static boolean isChoice(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c != '_' && (c < 'A' || c > 'Z')) {
                return false;
            }
        }
        return !value.isEmpty();
    }

    /** The terms as they stand in texts: {@code api key}, {@code apikey}, {@code api_key}, {@code api-key}. */
    static Set<String> spellings() {
        Set<String> spellings = new HashSet<>(SUFFIXES);
        for (String term : terms()) {
            for (String between : List.of(" ", "", "_", "-")) {
                spellings.add(term.replace(" ", between));
            }
        }
        return spellings;
    }

    /** The terms, their words with a blank between. */
    static Set<String> terms() {
        Set<String> terms = new HashSet<>(TERMS.keySet());
        terms.addAll(LAST.keySet());
        return terms;
    }
}
