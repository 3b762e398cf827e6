package io.configrelay.slack;

import java.util.List;

/**
 * What a change says, without which resource says it, and where.
 *
 * @param place account and region
 * @param kind of resource
 * @param text what stands behind the resource in a headline, with the space or colon before it
 * @param risk empty where there is none
 * @param lines what stands below the headline
 */
record Statement(String place, String kind, String text, String risk, List<String> lines) {

    /** What a line of a digest says. */
    static Statement ofLine(Told told) {
        return of(told, told.words().details());
    }

    /** What a message says that has the whole change. */
    static Statement ofWhole(Told told) {
        return of(
                told,
                List.of(
                        String.join("\n", told.body().lines()),
                        String.valueOf(told.body().more())));
    }

    private static Statement of(Told told, List<String> lines) {
        return new Statement(told.place(), told.headline().kind(), text(told.headline()), told.risk(), lines);
    }

    /** What stands behind id and name: {@code : Route 10.0.0.0/8 → tgw-1 added}, or {@code  deleted}. */
    static String text(Headline headline) {
        String rest = headline.rest();
        String name = " " + headline.name();
        return !headline.name().isEmpty() && rest.startsWith(name) ? rest.substring(name.length()) : rest;
    }
}
