package io.configrelay.describe;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How English counts the kinds of resources that AWS has, by their last word. */
final class Plural {

    /** Words that stand for many already, or for what isn't counted. */
    private static final Set<String> SAME = Set.of("data", "dnssec", "media", "metadata", "series", "software");

    /** What stands behind the word that is counted. */
    private static final Pattern BEHIND = Pattern.compile("(?<=\\S) (?:for|of|on|in) ");

    private static final Pattern HISSES = Pattern.compile("(?i).*(ss|sh|ch|x|z|us|ias|canvas|atlas|lens)");
    private static final Pattern CONSONANT_Y = Pattern.compile("(?i).*[^aeiou]y");
    private static final Pattern GREEK = Pattern.compile("(?i).*(ly|ba|the|diagno)sis");
    private static final Pattern ACRONYM = Pattern.compile("[A-Z]{2,}");

    private Plural() {}

    /** {@code Web ACLs} for {@code Web ACL}, {@code Connectors for AD} for {@code Connector for AD}. */
    static String of(String noun) {
        Matcher behind = BEHIND.matcher(noun);
        if (behind.find()) {
            return of(noun.substring(0, behind.start())) + noun.substring(behind.start());
        }
        String last = noun.substring(noun.lastIndexOf(' ') + 1);
        return noun.substring(0, noun.length() - last.length()) + ofWord(last);
    }

    private static String ofWord(String word) {
        if (word.isEmpty() || SAME.contains(word.toLowerCase(Locale.ROOT)) || !word.matches(".*[A-Za-z]")) {
            return word;
        }
        if (ACRONYM.matcher(word).matches()) {
            return word.endsWith("S") ? word : word + "s";
        }
        if (GREEK.matcher(word).matches()) {
            return word.substring(0, word.length() - 2) + "es";
        }
        if (HISSES.matcher(word).matches()) {
            return word + "es";
        }
        if (CONSONANT_Y.matcher(word).matches()) {
            return word.substring(0, word.length() - 1) + "ies";
        }
        // Options, Settings and Credentials are plural as they are.
        return word.endsWith("s") ? word : word + "s";
    }
}
