package io.configrelay.slack;

import io.configrelay.describe.Change;
import io.configrelay.event.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * Several events as one Block Kit message: a line that counts them by kind, then a line for each, oldest first. As many
 * lines as fit: bulleted with the first thing that each diff says, bulleted without, or bare. Every event that it counts has its
 * line; those that don't fit are left for the next message.
 */
final class BlocksDigest {

    /** Room for the counting line and the JSON around the lines. */
    private static final int TEXT_RESERVE = 400;

    private static final int JSON_RESERVE = 1_500;

    /** How many headlines the notification text repeats. */
    private static final int HEADLINES_IN_TEXT = 3;

    private static final int KINDS_SHOWN = 5;

    /** What all events have in common stands once, in the counting line; empty where they have nothing in common. */
    private final String place;

    private final Housekeeping housekeeping;

    private BlocksDigest(String place, Housekeeping housekeeping) {
        this.place = place;
        this.housekeeping = housekeeping;
    }

    static SlackMessage render(List<Change> changes, Housekeeping housekeeping) {
        List<String> places = changes.stream()
                .map(change -> Place.of(change.event()))
                .distinct()
                .toList();
        BlocksDigest digest = new BlocksDigest(places.size() == 1 ? places.get(0) : "", housekeeping);
        List<String> detailed = fitting(changes, digest::detailed, BlocksDigest::itemLength);
        if (detailed.size() == changes.size()) {
            return digest.message(changes, detailed, bullets(detailed));
        }
        List<String> headlines = fitting(changes, digest::headline, BlocksDigest::itemLength);
        if (headlines.size() == changes.size()) {
            return digest.message(changes, headlines, bullets(headlines));
        }
        List<String> bare =
                fitting(changes, digest::headline, line -> Json.write(line).length());
        return digest.message(changes.subList(0, bare.size()), bare, bare(bare));
    }

    private static List<String> fitting(
            List<Change> changes, Function<Change, String> line, ToIntFunction<String> jsonLength) {
        List<String> lines = new ArrayList<>();
        int text = TEXT_RESERVE;
        int json = JSON_RESERVE;
        for (Change change : changes) {
            String next = line.apply(change);
            text += Mrkdwn.length(next) + 1;
            json += jsonLength.applyAsInt(next);
            if (!lines.isEmpty() && (text > SlackLimits.BLOCKS_TEXT_BUDGET || json > SlackLimits.JSON_BUDGET)) {
                break;
            }
            lines.add(next);
        }
        return lines;
    }

    private static int itemLength(String line) {
        return Json.write(item(line)).length() + 1;
    }

    private static Map<String, Object> item(String line) {
        return BlocksFormat.section(List.of(BlocksFormat.leaf(line)));
    }

    private static List<Object> bullets(List<String> lines) {
        List<Object> items = lines.stream().<Object>map(BlocksDigest::item).toList();
        Map<String, Object> list = BlocksFormat.element("rich_text_list", items);
        list.put("style", "bullet");
        return List.of(list);
    }

    /** Literal lines, in pieces no longer than Slack allows for any other text. */
    private static List<Object> bare(List<String> lines) {
        List<Object> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        for (String line : lines) {
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

    private SlackMessage message(List<Change> changes, List<String> lines, List<Object> list) {
        String count = count(changes) + (place.isEmpty() ? "" : " · " + place);
        List<Object> richText = new ArrayList<>();
        richText.add(BlocksFormat.section(List.of(BlocksFormat.leaf(count, "bold"))));
        richText.addAll(list);

        String first = lines.stream().limit(HEADLINES_IN_TEXT).collect(Collectors.joining("; "));
        String more = lines.size() > HEADLINES_IN_TEXT ? "; …" : "";
        String text = Mrkdwn.escape(count + ". " + first + more);
        String all = Mrkdwn.escape(count + "\n• " + String.join("\n• ", lines));
        List<Object> blocks = new ArrayList<>();
        blocks.add(BlocksFormat.richText(richText));
        if (housekeeping.count() > 0) {
            blocks.add(BlocksFormat.contextBlock(housekeeping.besides()));
            text += " " + housekeeping.besides();
            all += "\n" + housekeeping.besides();
        }
        return new SlackMessage(
                SlackMessage.JSON,
                Json.write(BlocksFormat.payload(text, blocks)),
                Json.write(TextFormat.payload(all)),
                changes.size());
    }

    /** {@code Security Group sg-0a1b updated}, with its place where that isn't the same for all. */
    private String headline(Change change) {
        return placed(change, Headline.of(change).brief());
    }

    private String placed(Change change, String line) {
        String own = place.isEmpty() ? Place.of(change.event()) : "";
        String risk = Words.risk(change);
        return (risk.isEmpty() ? line : line + " · " + risk) + (own.isEmpty() ? "" : " · " + own);
    }

    private String detailed(Change change) {
        String details = String.join(" · ", Words.of(change).details());
        return placed(change, Headline.of(change).text()) + (details.isEmpty() ? "" : " · " + Mrkdwn.cut(details, 120));
    }

    /** {@code 37 changes: 20 Network Interface, 9 Security Group, 8 of other kinds}. */
    private static String count(List<Change> changes) {
        Map<String, Integer> byKind = new LinkedHashMap<>();
        changes.forEach(change -> byKind.merge(Headline.of(change).kind(), 1, Integer::sum));
        List<Map.Entry<String, Integer>> kinds = byKind.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .toList();
        List<String> parts = new ArrayList<>();
        int others = 0;
        for (Map.Entry<String, Integer> kind : kinds) {
            if (parts.size() < KINDS_SHOWN) {
                parts.add(kind.getValue() + " " + kind.getKey());
            } else {
                others += kind.getValue();
            }
        }
        if (others > 0) {
            parts.add(others + " of other kinds");
        }
        return changes.size() + " changes: " + String.join(", ", parts);
    }
}
