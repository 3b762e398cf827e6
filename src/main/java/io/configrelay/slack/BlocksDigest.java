package io.configrelay.slack;

import io.configrelay.event.ConfigEvent;
import io.configrelay.event.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Several events as one Block Kit message: a line that counts them by kind, then a bulleted line for each, oldest first.
 * Every event that it counts has its line; those that don't fit are left for the next message.
 */
final class BlocksDigest {

    /** Room for the counting line and the JSON around the list. */
    private static final int TEXT_RESERVE = 400;

    private static final int JSON_RESERVE = 1_500;

    /** How many headlines the notification text repeats. */
    private static final int HEADLINES_IN_TEXT = 3;

    private static final int KINDS_SHOWN = 5;

    private BlocksDigest() {}

    /** With each event's first change where all of them fit so, else with headlines alone. */
    static SlackMessage render(List<ConfigEvent> events) {
        List<String> detailed = fitting(events, BlocksDigest::detailed);
        List<String> lines = detailed.size() == events.size() ? detailed : fitting(events, BlocksDigest::headline);
        return message(events.subList(0, lines.size()), lines);
    }

    private static List<String> fitting(
            List<ConfigEvent> events, java.util.function.Function<ConfigEvent, String> line) {
        List<String> lines = new ArrayList<>();
        int text = TEXT_RESERVE;
        int json = JSON_RESERVE;
        for (ConfigEvent event : events) {
            String next = line.apply(event);
            text += Mrkdwn.length(next);
            json += Json.write(item(next)).length() + 1;
            if (!lines.isEmpty() && (text > SlackLimits.BLOCKS_TEXT_BUDGET || json > SlackLimits.JSON_BUDGET)) {
                break;
            }
            lines.add(next);
        }
        return lines;
    }

    private static SlackMessage message(List<ConfigEvent> events, List<String> lines) {
        String count = count(events);
        List<Object> items = lines.stream().<Object>map(BlocksDigest::item).toList();
        Map<String, Object> list = BlocksFormat.element("rich_text_list", items);
        list.put("style", "bullet");
        List<Object> blocks = List.of(
                BlocksFormat.richText(List.of(BlocksFormat.section(List.of(BlocksFormat.leaf(count, "bold"))), list)));

        String first = lines.stream().limit(HEADLINES_IN_TEXT).collect(Collectors.joining("; "));
        String more = lines.size() > HEADLINES_IN_TEXT ? "; …" : "";
        String text = Mrkdwn.escape(count + ". " + first + more);
        String all = Mrkdwn.escape(count + "\n• " + String.join("\n• ", lines));
        return new SlackMessage(
                SlackMessage.JSON,
                Json.write(BlocksFormat.payload(text, blocks)),
                Json.write(TextFormat.payload(all)),
                events.size());
    }

    private static Map<String, Object> item(String line) {
        return BlocksFormat.section(List.of(BlocksFormat.leaf(line)));
    }

    /** {@code Security Group sg-0a1b updated · 123456789012 · eu-west-1}. */
    private static String headline(ConfigEvent event) {
        String place = Place.of(event);
        return Headline.of(event).text() + (place.isEmpty() ? "" : " · " + place);
    }

    private static String detailed(ConfigEvent event) {
        if (event.changes().isEmpty()) {
            return headline(event);
        }
        String more = event.changes().size() == 1
                ? ""
                : " (and %d more)".formatted(event.changes().size() - 1);
        return headline(event) + " · " + ChangeLine.of(event.changes().get(0), 120) + more;
    }

    /** {@code 37 changes: 20 Network Interface, 9 Security Group, 8 of other kinds}. */
    private static String count(List<ConfigEvent> events) {
        Map<String, Integer> byKind = new LinkedHashMap<>();
        events.forEach(event -> byKind.merge(Headline.of(event).kind(), 1, Integer::sum));
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
        return events.size() + " changes: " + String.join(", ", parts);
    }
}
