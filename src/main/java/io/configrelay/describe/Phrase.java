package io.configrelay.describe;

import java.util.List;
import java.util.stream.Collectors;

/** Something to be said, in whatever language a channel reads. Two that say the same are equal. */
public sealed interface Phrase {

    /** The phrase in words, unescaped. */
    String in(Language language);

    /**
     * A sentence of the language's file.
     *
     * @param key of its pattern
     * @param parts what is filled in: phrases, texts and numbers
     */
    record Sentence(String key, List<Object> parts) implements Phrase {
        @Override
        public String in(Language language) {
            Object[] said = parts.toArray();
            for (int i = 0; i < said.length; i++) {
                said[i] = said[i] instanceof Phrase phrase ? phrase.in(language) : said[i];
            }
            return language.say(key, said);
        }
    }

    /** A name that AWS's console has, such as {@code Instance type}: in English, or as the language's file has it. */
    record Term(String english) implements Phrase {
        @Override
        public String in(Language language) {
            return language.term(english);
        }
    }

    /** A value, the same in all languages. */
    record Literal(String text) implements Phrase {
        @Override
        public String in(Language language) {
            return text;
        }
    }

    /** Several, one after the other. */
    record Series(List<Phrase> phrases) implements Phrase {
        @Override
        public String in(Language language) {
            return phrases.stream()
                    .map(phrase -> phrase.in(language))
                    .collect(Collectors.joining(language.say("list.separator")));
        }
    }

    /** A sentence of phrases, texts and numbers. */
    static Phrase of(String key, Object... parts) {
        return new Sentence(key, List.of(parts));
    }
}
