package io.configrelay.describe;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * What messages are written in. A language is one file, {@code words_ja.properties} for {@code ja}: patterns of {@link
 * MessageFormat} by key, and {@code term.…} for what AWS's console calls things. What it doesn't have is English.
 */
public final class Language {

    private static final String FILE = "io.configrelay.describe.words";

    private static final Pattern NO_KEY = Pattern.compile("[^a-z0-9]+");
    private static final Pattern DASHES_AROUND = Pattern.compile("^-|-$");

    private static final Map<String, Optional<Language>> KNOWN = new ConcurrentHashMap<>();

    /** The language of {@code words.properties}, which has every sentence. */
    public static final Language ENGLISH = new Language(read(Locale.ROOT), Locale.ENGLISH);

    private final ResourceBundle words;
    private final Locale locale;

    private final Map<String, Sentence> sentences = new ConcurrentHashMap<>();

    private Language(ResourceBundle words, Locale locale) {
        this.words = words;
        this.locale = locale;
    }

    /**
     * Finds a language, the same one for the same tag.
     *
     * @param tag such as {@code ja}, see <a href="https://www.rfc-editor.org/info/bcp47">BCP 47</a>
     * @return nothing where there is no file of it
     */
    public static Optional<Language> of(String tag) {
        return tag.equals("en") ? Optional.of(ENGLISH) : KNOWN.computeIfAbsent(tag, Language::find);
    }

    private static Optional<Language> find(String tag) {
        Locale locale = Locale.forLanguageTag(tag);
        ResourceBundle words = read(locale);
        boolean found = !locale.equals(Locale.ROOT) && words.getLocale().equals(locale);
        return found ? Optional.of(new Language(words, locale)) : Optional.empty();
    }

    private static ResourceBundle read(Locale locale) {
        return ResourceBundle.getBundle(
                FILE,
                locale,
                Language.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** A sentence with these parts filled in: texts, and numbers for what depends on how many. */
    public String say(String key, Object... parts) {
        return sentences
                .computeIfAbsent(key, pattern -> new Sentence(words.getString(pattern), locale))
                .with(parts);
    }

    /** What the console calls something in this language; the English itself where the file has no word for it. */
    public String term(String english) {
        if (this == ENGLISH) {
            return english;
        }
        String key = termKey(english);
        return words.containsKey(key) ? words.getString(key) : english;
    }

    /** The noun, such as {@code Policy}, for so many of its kind: in English {@code Policies} for two. */
    public String counted(String noun, int count) {
        if (count == 1 || !words.getString("plural").equals("s")) {
            return noun;
        }
        return Plural.of(noun);
    }

    /** {@code Bucket Versioning} to {@code term.bucket-versioning}, because a space would end a key. */
    static String termKey(String english) {
        return "term."
                + DASHES_AROUND
                        .matcher(
                                NO_KEY.matcher(english.toLowerCase(Locale.ROOT)).replaceAll("-"))
                        .replaceAll("");
    }
}
