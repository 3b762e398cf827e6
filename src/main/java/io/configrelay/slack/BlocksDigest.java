package io.configrelay.slack;

import io.configrelay.describe.Change;
import io.configrelay.describe.Language;
import io.configrelay.describe.Risk;
import io.configrelay.event.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Several changes as one Block Kit message: a line that counts them by kind, then a line for each, in the order in which
 * they are given, under headings of where they happened. As many lines as fit: linked and with the first thing that each
 * diff says, the same without links, without what the diff says, or bare. Every change that it counts has its line; those
 * that don't fit are left for the next message.
 */
final class BlocksDigest {

    /** Room for the counting line and the JSON around the lines. */
    private static final int TEXT_RESERVE = 400;

    private static final int JSON_RESERVE = 1_500;

    /** What JSON a heading costs besides its text, with the list that begins under it. */
    private static final int HEADING_JSON = 180;

    /** How many headlines the notification text repeats. */
    private static final int HEADLINES_IN_TEXT = 3;

    private static final int DETAILS_LENGTH = 120;

    /** How many changes of high risk stand above a thread with all of them. */
    private static final int GRAVE_SHOWN = 5;

    /** A change in one line: under which heading, empty for none, and its pieces. */
    private record Line(String heading, List<Object> leaves) {

        static Line of(String heading, String text) {
            return new Line(heading, List.of(BlocksFormat.leaf(text)));
        }

        String text() {
            return leaves.stream()
                    .map(leaf -> (String) Json.object(leaf).get("text"))
                    .collect(Collectors.joining());
        }
    }

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
            List<Line> lines =
                    fitting(changes, tier, line -> Json.write(item(line)).length() + 1);
            if (lines.size() == changes.size()) {
                return digest.message(changes, lines, bullets(lines));
            }
        }
        List<Line> bare = fitting(
                changes, digest::headline, line -> Json.write(line.text()).length());
        return digest.message(changes.subList(0, bare.size()), bare, bare(bare));
    }

    private static List<Line> fitting(
            List<Change> changes, Function<Change, Line> tier, Function<Line, Integer> jsonLength) {
        List<Line> lines = new ArrayList<>();
        int text = TEXT_RESERVE;
        int json = JSON_RESERVE;
        String heading = "";
        for (Change change : changes) {
            Line next = tier.apply(change);
            text += Mrkdwn.length(next.text()) + 1;
            json += jsonLength.apply(next);
            if (!next.heading().equals(heading)) {
                heading = next.heading();
                text += Mrkdwn.length(heading) + 1;
                json += Json.write(heading).length() + HEADING_JSON;
            }
            if (!lines.isEmpty() && (text > SlackLimits.BLOCKS_TEXT_BUDGET || json > SlackLimits.JSON_BUDGET)) {
                break;
            }
            lines.add(next);
        }
        return lines;
    }

    private static Map<String, Object> item(Line line) {
        return BlocksFormat.section(line.leaves());
    }

    private static List<Object> bullets(List<Line> lines) {
        List<Object> elements = new ArrayList<>();
        for (List<Line> group : groups(lines)) {
            if (!group.get(0).heading().isEmpty()) {
                elements.add(BlocksFormat.section(
                        List.of(BlocksFormat.leaf(group.get(0).heading(), "bold"))));
            }
            List<Object> items = group.stream().<Object>map(BlocksDigest::item).toList();
            Map<String, Object> list = BlocksFormat.element("rich_text_list", items);
            list.put("style", "bullet");
            elements.add(list);
        }
        return elements;
    }

    /** Neighbours with the same heading. */
    private static List<List<Line>> groups(List<Line> lines) {
        List<List<Line>> groups = new ArrayList<>();
        String heading = null;
        for (Line line : lines) {
            if (!line.heading().equals(heading)) {
                groups.add(new ArrayList<>());
                heading = line.heading();
            }
            groups.get(groups.size() - 1).add(line);
        }
        return groups;
    }

    /** Literal lines, in pieces no longer than Slack allows for any other text. */
    private static List<Object> bare(List<Line> lines) {
        List<Object> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        for (String line : texts(lines)) {
            if (piece.length() > 0 && Mrkdwn.length(piece + "\n" + line) > SlackLimits.TEXT_OBJECT) {
                pieces.add(preformatted(piece.toString()));
                piece.setLength(0);
            }
            piece.append(piece.length() == 0 ? "" : "\n").append(line);
        }
        pieces.add(preformatted(piece.toString()));
        return pieces;
    }

    private static Map<String, Object> preformatted(String text) {
        return BlocksFormat.element("rich_text_preformatted", List.of(BlocksFormat.leaf(text)));
    }

    /** The lines as text, each group below its heading. */
    private static List<String> texts(List<Line> lines) {
        return groups(lines).stream()
                .flatMap(group -> Stream.concat(
                        Stream.of(group.get(0).heading()).filter(heading -> !heading.isEmpty()),
                        group.stream().map(Line::text)))
                .toList();
    }

    private SlackMessage message(List<Change> changes, List<Line> lines, List<Object> list) {
        String count = Tally.of(changes, language) + (place.isEmpty() ? "" : " · " + place);
        String first = lines.stream().limit(HEADLINES_IN_TEXT).map(Line::text).collect(Collectors.joining("; "));
        String more = lines.size() > HEADLINES_IN_TEXT ? "; …" : "";
        String text = Mentions.mrkdwn(called) + Mrkdwn.escape(count + ". " + first + more);
        String all = Mrkdwn.escape("• " + String.join("\n• ", texts(lines)));
        if (!threads) {
            return message(text, all, count, list, changes.size(), Optional.empty());
        }
        List<Line> grave = new ArrayList<>();
        for (int i = 0; i < changes.size() && grave.size() < GRAVE_SHOWN; i++) {
            if (Risk.isHigh(changes.get(i).risk())) {
                grave.add(lines.get(i));
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
                grave.isEmpty() ? List.of() : bullets(grave),
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
