package io.configrelay.slack;

import io.configrelay.describe.Change;
import io.configrelay.describe.Language;
import io.configrelay.describe.Risk;
import io.configrelay.event.Json;
import io.configrelay.slack.DigestLines.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Several changes as one Block Kit message: a line that counts them by kind, then a line for each, in the order in which
 * they are given, under headings of where they happened. As many lines as fit: linked and with the first thing that each
 * diff says, the same without links, without what the diff says, or bare. Every change that it counts has its line; those
 * that don't fit are left for the next message.
 */
final class BlocksDigest {

    /** How many headlines the notification text repeats. */
    private static final int HEADLINES_IN_TEXT = 3;

    private static final int DETAILS_LENGTH = 120;

    /** How many changes of high risk stand above a thread with all of them. */
    private static final int GRAVE_SHOWN = 5;

    /** Where all happened stands once, in the counting line; empty where it isn't the same for all. */
    private final String place;

    private final Housekeeping housekeeping;

    private final Language language;

    private final List<String> called;

    /** Whether the lines stand in the message's thread; the message has those of high risk. */
    private final boolean threads;

    private BlocksDigest(
            String place, Housekeeping housekeeping, Language language, List<String> called, boolean threads) {
        this.threads = threads;
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
        for (Function<Change, Line> tier :
                List.<Function<Change, Line>>of(digest::linked, digest::detailed, digest::headline)) {
            DigestLines lines = DigestLines.fitting(changes, tier, DigestLines::bulletLength);
            if (lines.size() == changes.size()) {
                return digest.message(changes, lines, lines.bullets());
            }
        }
        DigestLines bare = DigestLines.fitting(changes, digest::headline, DigestLines::bareLength);
        return digest.message(changes.subList(0, bare.size()), bare, bare.preformatted());
    }

    private SlackMessage message(List<Change> changes, DigestLines lines, List<Object> list) {
        String count = Tally.of(changes, language) + (place.isEmpty() ? "" : " · " + place);
        String first =
                lines.all().stream().limit(HEADLINES_IN_TEXT).map(Line::text).collect(Collectors.joining("; "));
        String more = lines.size() > HEADLINES_IN_TEXT ? "; …" : "";
        String text = Mentions.mrkdwn(called) + Mrkdwn.escape(count + ". " + first + more);
        String all = Mrkdwn.escape("• " + String.join("\n• ", lines.texts()));
        if (!threads) {
            return message(text, all, count, list, changes.size(), Optional.empty());
        }
        List<Line> grave = new ArrayList<>();
        for (int i = 0; i < changes.size() && grave.size() < GRAVE_SHOWN; i++) {
            if (Risk.isHigh(changes.get(i).risk())) {
                grave.add(lines.all().get(i));
            }
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
                new DigestLines(grave).bullets(),
                changes.size(),
                Optional.of(details));
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

    private Told told(Change change) {
        return Told.of(change, language);
    }

    private String heading(Change change) {
        return place.isEmpty() ? told(change).place() : "";
    }

    /** {@code Security Group sg-0a1b updated}. */
    private Line headline(Change change) {
        return Line.of(heading(change), told(change).headline().brief() + risk(change));
    }

    private Line detailed(Change change) {
        return Line.of(heading(change), told(change).headline().text() + details(change));
    }

    /** The same with the resource's id as a link. */
    private Line linked(Change change) {
        Headline headline = told(change).headline();
        Optional<Link> link = told(change).console().or(told(change)::timeline);
        if (link.isEmpty() || headline.id().isEmpty()) {
            return detailed(change);
        }
        List<Object> leaves = new ArrayList<>();
        leaves.add(BlocksFormat.leaf(headline.kind() + " "));
        leaves.add(BlocksFormat.linked(headline.id(), link.get().url()));
        String rest = headline.rest() + details(change);
        if (!rest.isEmpty()) {
            leaves.add(BlocksFormat.leaf(rest));
        }
        return new Line(heading(change), leaves);
    }

    private String details(Change change) {
        String details = String.join(" · ", told(change).words().details());
        return risk(change) + (details.isEmpty() ? "" : " · " + Mrkdwn.cut(details, DETAILS_LENGTH));
    }

    private String risk(Change change) {
        String risk = told(change).risk();
        return risk.isEmpty() ? "" : " · " + risk;
    }
}
