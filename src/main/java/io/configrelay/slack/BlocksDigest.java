package io.configrelay.slack;

import io.configrelay.describe.Change;
import io.configrelay.describe.Language;
import io.configrelay.describe.Risk;
import io.configrelay.event.Json;
import io.configrelay.slack.DigestLines.Line;
import io.configrelay.slack.DigestLines.Measured;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Several changes as one Block Kit message: a line that counts them by kind, then a line for each or for those that say
 * the same, in the order in which they are given, under headings of where they happened. As many lines as fit: linked and
 * with the first thing that each diff says, the same without links, without what the diff says, or bare. Every change that
 * it counts has its line or is counted by one; those that don't fit are left for the next message.
 *
 * <p>Changes that say the same in several accounts or regions have a line under each heading: who acts on it does so there.
 */
final class BlocksDigest {

    /** How many headlines the notification text repeats. */
    private static final int HEADLINES_IN_TEXT = 3;

    /** How many lines stand above a thread with all of them. */
    private static final int SHOWN_ABOVE = 5;

    /** Where all happened stands once, in the counting line; empty where it isn't the same for all. */
    private final String place;

    private final Housekeeping housekeeping;

    private final Language language;

    private final List<String> called;

    /** Whether the lines stand in the message's thread; the message has those of high risk and of several changes. */
    private final boolean threads;

    /** Lines in which every resource is named where they stand in a thread. */
    private final LineForms forms;

    /** Lines in which the first resources are named. */
    private final LineForms above;

    private BlocksDigest(
            String place, Housekeeping housekeeping, Language language, List<String> called, boolean threads) {
        this.threads = threads;
        this.forms = new LineForms(place.isEmpty(), language, threads);
        this.above = new LineForms(place.isEmpty(), language, false);
        this.place = place;
        this.called = called;
        this.language = language;
        this.housekeeping = housekeeping;
    }

    static SlackMessage render(
            List<Change> changes, Housekeeping housekeeping, Language language, List<String> called, boolean threads) {
        List<String> places = changes.stream()
                .map(change -> Told.of(change, language).place())
                .distinct()
                .toList();
        String place = places.size() == 1 ? places.get(0) : "";
        BlocksDigest digest = new BlocksDigest(place, housekeeping, language, called, threads);
        return digest.render(new ChangeGroups(changes, change -> Statement.ofLine(Told.of(change, language))));
    }

    private SlackMessage render(ChangeGroups groups) {
        List<ChangeGroup> all = groups.all();
        for (Function<ChangeGroup, Line> tier :
                List.<Function<ChangeGroup, Line>>of(forms::linked, forms::detailed, forms::brief)) {
            DigestLines lines = DigestLines.fitting(all, group -> Measured.asBullet(tier.apply(group)));
            if (lines.size() == all.size()) {
                return message(all, lines, lines.bullets());
            }
        }
        Map<ChangeGroup.Key, Measured> known = new HashMap<>();
        Function<ChangeGroup, Measured> bare =
                group -> known.computeIfAbsent(group.key(), key -> Measured.bare(forms.brief(group)));
        int fit = DigestLines.fitting(all, bare).size();
        List<ChangeGroup> first = fit == all.size()
                ? all
                : groups.fitting(
                        some -> DigestLines.fitting(some, bare).size() == some.size(), groups.before(all.get(fit)));
        DigestLines lines =
                new DigestLines(first.stream().map(bare).map(Measured::line).toList());
        return message(first, lines, lines.preformatted());
    }

    private SlackMessage message(List<ChangeGroup> groups, DigestLines lines, List<Object> list) {
        List<Change> changes =
                groups.stream().flatMap(group -> group.changes().stream()).toList();
        String count = Tally.of(changes, language) + (place.isEmpty() ? "" : " · " + place);
        String first = groups.stream()
                .limit(HEADLINES_IN_TEXT)
                .map(group -> above.detailed(group).text())
                .collect(Collectors.joining("; "));
        String more = groups.size() > HEADLINES_IN_TEXT ? "; …" : "";
        String text = Mentions.mrkdwn(called) + Mrkdwn.escape(count + ". " + first + more);
        String all = Mrkdwn.escape("• " + String.join("\n• ", lines.texts()));
        if (!threads) {
            return message(text, all, count, list, changes.size(), Optional.empty());
        }
        SlackMessage details = new SlackMessage(
                SlackMessage.JSON,
                Json.write(BlocksFormat.payload(all, List.of(BlocksFormat.richText(list)))),
                Json.write(TextFormat.payload(all)),
                0);
        return message(
                text,
                Mrkdwn.escape(first + more),
                count,
                new DigestLines(above(groups)).bullets(),
                changes.size(),
                Optional.of(details));
    }

    /** What stands above a thread: what is of high risk, then what several changes say. */
    private List<Line> above(List<ChangeGroup> groups) {
        Predicate<ChangeGroup> isGrave = group -> Risk.isHigh(group.first().risk());
        return Stream.concat(
                        groups.stream().filter(isGrave),
                        groups.stream().filter(isGrave.negate().and(group -> group.size() > 1)))
                .limit(SHOWN_ABOVE)
                .map(group -> above.linked(group))
                .toList();
    }

    private SlackMessage message(
            String text, String lines, String count, List<Object> list, int events, Optional<SlackMessage> details) {
        List<Object> richText = new ArrayList<>();
        richText.add(BlocksFormat.section(BlocksFormat.calling(called, List.of(BlocksFormat.leaf(count, "bold")))));
        richText.addAll(list);
        List<Object> blocks = new ArrayList<>();
        blocks.add(BlocksFormat.richText(richText));
        String besides = housekeeping.besides(language);
        if (!besides.isEmpty()) {
            blocks.add(BlocksFormat.contextBlock(besides));
        }
        String plain = Mentions.mrkdwn(called) + Mrkdwn.escape(count) + "\n" + lines;
        return new SlackMessage(
                SlackMessage.JSON,
                Json.write(BlocksFormat.payload(besides.isEmpty() ? text : text + " " + besides, blocks)),
                Json.write(TextFormat.payload(besides.isEmpty() ? plain : plain + "\n" + besides)),
                events,
                details);
    }
}
