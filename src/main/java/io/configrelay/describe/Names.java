package io.configrelay.describe;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.configrelay.event.Arn;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names of properties as AWS writes them, in words. */
final class Names {

    private static final Pattern SEPARATORS = Pattern.compile("[.:_/\\s-]+");

    private static final Pattern SPACES = Pattern.compile(" ");

    /** An abbreviation, also of several or of a version: {@code VPC}, {@code VPCs}, {@code IPv6}. */
    private static final Pattern ABBREVIATION = Pattern.compile("[A-Z]+[A-Z0-9]+(s|v\\d)?|[A-Za-z]+[A-Z]\\w*");

    /** Each name is asked for again and again. */
    private static final LoadingCache<String, String> WORDS =
            Caffeine.newBuilder().maximumSize(10_000).build(Names::made);

    private Names() {}

    /** {@code CpuOptions.CoreCount} to {@code CPU options core count}; abbreviations and brands stay as they are. */
    static String words(String property) {
        return WORDS.get(property);
    }

    private static String made(String property) {
        return SEPARATORS
                .splitAsStream(property)
                .filter(part -> !part.isEmpty())
                .flatMap(part -> SPACES.splitAsStream(CamelCase.words(Values.capital(part))))
                .map(word -> ABBREVIATION.matcher(word).matches() ? word : word.toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" "));
    }

    /** What one element of a list of this name is called: {@code Rule} for {@code Rules}. */
    static String singular(String list) {
        for (String ending : new String[] {"List", "Set"}) {
            if (list.endsWith(ending) && list.length() > ending.length()) {
                return singular(list.substring(0, list.length() - ending.length()));
            }
        }
        if (list.endsWith("ies") && list.length() > 4) {
            return list.substring(0, list.length() - 3) + "y";
        }
        if (list.endsWith("sses") || list.endsWith("xes") || list.endsWith("ches")) {
            return list.substring(0, list.length() - 2);
        }
        boolean plural = list.endsWith("s")
                && list.length() > 3
                && !list.endsWith("ss")
                && !list.endsWith("us")
                && !list.endsWith("is");
        return plural ? list.substring(0, list.length() - 1) : list;
    }

    /** The text, or of an ARN what names the resource. */
    static String shortened(String text) {
        return Arn.isOne(text) ? Arn.name(text) : text;
    }
}
