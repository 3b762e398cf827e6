package io.configrelay.slack;

import java.util.List;

/**
 * What a change says, without which resource says it, and where. Made of parts that are worked out already, because every
 * change of a burst has one.
 *
 * @param place account and region
 * @param kind of resource
 * @param sentence such as {@code updated}
 * @param what the first thing that the diff says, or empty
 * @param risk empty where there is none
 * @param lines what else is told, a line each
 * @param more how many lines there are besides
 */
record Statement(String place, String kind, String sentence, String what, String risk, List<String> lines, int more) {

    /** What a line of a digest says. */
    static Statement ofLine(Told told) {
        return of(told, told.words().details(), 0);
    }

    /** What a message says that has the whole change. */
    static Statement ofWhole(Told told) {
        return of(told, told.body().lines(), told.body().more());
    }

    private static Statement of(Told told, List<String> lines, int more) {
        Headline headline = told.headline();
        return new Statement(
                told.place(), headline.kind(), headline.sentence(), headline.what(), told.risk(), lines, more);
    }

    /** What stands behind id and name in a headline: {@code : Route 10.0.0.0/8 → tgw-1 added}, or {@code  deleted}. */
    static String text(Headline headline) {
        String rest = headline.rest();
        String name = " " + headline.name();
        return !headline.name().isEmpty() && rest.startsWith(name) ? rest.substring(name.length()) : rest;
    }
}
