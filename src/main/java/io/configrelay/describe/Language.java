package io.configrelay.describe;

import java.text.MessageFormat;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;

/**
 * What messages are written in. A language is one file, {@code words_ja.properties} for {@code ja}: patterns of {@link
 * MessageFormat} by key, and {@code term.…} for what AWS's console calls things. What it doesn't have is English.
 */
public final class Language {

    private static final String FILE = "io.configrelay.describe.words";

    /** The language of {@code words.properties}, which has every sentence. */
    public static final Language ENGLISH = new Language(read(Locale.ROOT), Locale.ENGLISH);

    private final ResourceBundle words;
    private final Locale locale;

    /** A format may be used by one thread at a time. */
    private final ThreadLocal<Map<String, MessageFormat>> formats = ThreadLocal.withInitial(HashMap::new);

    private Language(ResourceBundle words, Locale locale) {
        this.words = words;
        this.locale = locale;
    }

    /**
     * Finds a language.
     *
     * @param tag such as {@code ja}, see <a href="https://www.rfc-editor.org/info/bcp47">BCP 47</a>
     * @return nothing where there is no file of it
     */
    public static Optional<Language> of(String tag) {
        if (tag.equals("en")) {
            return Optional.of(ENGLISH);
        }
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
        return formats.get()
                .computeIfAbsent(key, pattern -> new MessageFormat(words.getString(pattern), locale))
                .format(parts);
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
        return noun.endsWith("y") ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s";
    }

    /** {@code Bucket Versioning} to {@code term.bucket-versioning}, because a space would end a key. */
    static String termKey(String english) {
        return "term."
                + english.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }
}
