package io.configrelay.slack;

import io.configrelay.describe.Language;
import io.configrelay.describe.Phrase;
import io.configrelay.event.ConfigMessage.ComplianceChange;
import io.configrelay.event.RuleResult;
import io.configrelay.redaction.Redaction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** What AWS Config rules say of a resource, in words. */
final class Compliance {

    private static final int NAME_LENGTH = 128;
    private static final int DETAIL_LENGTH = 500;

    /** How many rules a headline names. */
    private static final int NAMED = 3;

    /** How many rules have a line of their own below it. */
    private static final int LINES = 9;

    private static final String NOT_APPLICABLE = "NOT_APPLICABLE";
    private static final String INSUFFICIENT_DATA = "INSUFFICIENT_DATA";

    /** What a reader asks for first comes first. */
    private static final List<String> GRAVEST = List.of("NON_COMPLIANT", INSUFFICIENT_DATA, "COMPLIANT");

    private Compliance() {}

    /**
     * The words for a rule's result, and for an item of several: the gravest in the headline, all of them below it.
     *
     * @param isGone whether the item is deleted: no rule evaluates its resource any more
     */
    static Words words(ComplianceChange change, boolean isGone, Language language) {
        List<RuleResult> results = change.results();
        if (results.isEmpty()) {
            return change.after() == null && isGone
                    ? new Words(language.say("compliance.ended"), List.of())
                    : sentence(new RuleResult(null, change.before(), change.after()), List.of(), 0, language);
        }
        if (results.size() == 1) {
            RuleResult only = results.get(0);
            return sentence(only, only.rule() == null ? List.of() : List.of(only.rule()), 0, language)
                    .with(annotation(change));
        }
        RuleResult first = results.stream()
                .min(Comparator.comparingInt(result -> rank(result.after())))
                .orElseThrow();
        List<String> alike = results.stream()
                .filter(result -> Objects.equals(result.after(), first.after()))
                .filter(result -> Objects.equals(result.before(), first.before()))
                .map(result -> Objects.toString(result.rule(), "?"))
                .toList();
        List<String> named = alike.subList(0, Math.min(namesOne(first.after()) ? 1 : NAMED, alike.size()));
        return sentence(first, named, results.size() - named.size(), language).with(lines(results, language));
    }

    private static int rank(String result) {
        int rank = GRAVEST.indexOf(result);
        return rank < 0 ? GRAVEST.size() : rank;
    }

    /** What these rules have come to; how many there are besides is added. */
    private static Words sentence(RuleResult result, List<String> rules, int others, Language language) {
        boolean same = result.before() == null || result.before().equals(result.after());
        Object was = same ? "" : was(result.before());
        String more = others == 0 ? "" : language.say("headline.more", others);
        // A result that is gone is one that applies no more.
        boolean gone = NOT_APPLICABLE.equals(result.after()) || (result.after() == null && result.before() != null);
        String about = gone
                ? same ? "compliance.not-applicable" : "compliance.no-longer-applicable"
                : INSUFFICIENT_DATA.equals(result.after()) ? "compliance.insufficient-data" : "";
        if (about.isEmpty()) {
            Object with = rules.isEmpty()
                    ? ""
                    : Phrase.of(rules.size() == 1 ? "compliance.rule" : "compliance.rules", list(rules, language));
            return new Words(
                    Phrase.of("compliance", result(result.after()), with, was).in(language) + more, List.of());
        }
        Phrase who = rules.isEmpty() ? Phrase.of("rule.unnamed") : Phrase.of("rule.named", shown(rules.get(0)));
        String what = Phrase.of(about, who, was).in(language) + more;
        return new Words(what, what, List.of(), Optional.empty(), true);
    }

    private static boolean namesOne(String result) {
        return NOT_APPLICABLE.equals(result) || INSUFFICIENT_DATA.equals(result);
    }

    private static String list(List<String> rules, Language language) {
        return String.join(
                language.say("list.separator"),
                rules.stream().map(Compliance::shown).toList());
    }

    /** {@code NON_COMPLIANT} to {@code non-compliant}. */
    private static Phrase result(String complianceType) {
        return complianceType == null
                ? Phrase.of("compliance.evaluated")
                : new Phrase.Term(shown(complianceType.toLowerCase(Locale.ROOT).replace('_', '-')));
    }

    private static Phrase was(String before) {
        return NOT_APPLICABLE.equals(before)
                ? Phrase.of("compliance.was-not-applicable")
                : INSUFFICIENT_DATA.equals(before)
                        ? Phrase.of("compliance.was-insufficient-data")
                        : Phrase.of("compliance.was", result(before));
    }

    private static List<String> lines(List<RuleResult> results, Language language) {
        List<String> lines = new ArrayList<>();
        results.stream()
                .sorted(Comparator.comparingInt(result -> rank(result.after())))
                .limit(LINES)
                .forEach(result -> lines.add(line(result).in(language)));
        if (results.size() > LINES) {
            lines.add(language.say("more", results.size() - LINES));
        }
        return lines;
    }

    private static Phrase line(RuleResult result) {
        boolean same = result.before() == null || result.before().equals(result.after());
        return Phrase.of(
                "compliance.line",
                shown(Objects.toString(result.rule(), "?")),
                NOT_APPLICABLE.equals(result.after()) && !same
                        ? Phrase.of("compliance.not-any-more")
                        : result(result.after()),
                same ? "" : was(result.before()));
    }

    private static List<String> annotation(ComplianceChange change) {
        return change.annotation() == null
                ? List.of()
                : List.of(Mrkdwn.cutMiddle(Mrkdwn.visible(Redaction.text(change.annotation())), DETAIL_LENGTH));
    }

    private static String shown(String value) {
        return Mrkdwn.cutMiddle(Mrkdwn.visible(Redaction.text(value)), NAME_LENGTH);
    }
}
