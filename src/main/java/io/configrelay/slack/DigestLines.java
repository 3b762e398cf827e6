package io.configrelay.slack;

import io.configrelay.event.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The lines of a digest, one for each group of changes, neighbours that happened at the same place below one heading.
 *
 * @param all in the order in which they are told
 */
record DigestLines(List<Line> all) {

    /** Room for the counting line and the JSON around the lines. */
    private static final int TEXT_RESERVE = 400;

    private static final int JSON_RESERVE = 1_500;

    /** What JSON a heading costs besides its text, with the list that begins under it. */
    private static final int HEADING_JSON = 180;

    /** One line: under which heading, empty for none, and its pieces. */
    record Line(String heading, List<Object> leaves) {

        static Line of(String heading, String text) {
            return new Line(heading, List.of(BlocksFormat.leaf(text)));
        }

        String text() {
            return leaves.stream()
                    .map(leaf -> (String) Json.object(leaf).get("text"))
                    .collect(Collectors.joining());
        }
    }

    /**
     * A line for each group, as many as fit into one message.
     *
     * @param tier makes the line of a group, the same one for the same group
     */
    static DigestLines fitting(List<ChangeGroup> groups, Function<ChangeGroup, Measured> tier) {
        List<Line> lines = new ArrayList<>();
        int text = TEXT_RESERVE;
        int json = JSON_RESERVE;
        String heading = "";
        for (ChangeGroup group : groups) {
            Measured next = tier.apply(group);
            text += next.text() + 1;
            json += next.json();
            if (!next.line().heading().equals(heading)) {
                heading = next.line().heading();
                text += Mrkdwn.length(heading) + 1;
                json += Json.write(heading).length() + HEADING_JSON;
            }
            if (text > SlackLimits.BLOCKS_TEXT_BUDGET || json > SlackLimits.JSON_BUDGET) {
                break;
            }
            lines.add(next.line());
        }
        return new DigestLines(lines);
    }

    /** A line and what it costs, in code points of text and characters of JSON. */
    record Measured(Line line, int text, int json) {

        static Measured asBullet(Line line) {
            return new Measured(
                    line, Mrkdwn.length(line.text()), Json.write(item(line)).length() + 1);
        }

        static Measured bare(Line line) {
            String text = line.text();
            return new Measured(line, Mrkdwn.length(text), Json.write(text).length());
        }
    }

    int size() {
        return all.size();
    }

    private static Map<String, Object> item(Line line) {
        return BlocksFormat.section(line.leaves());
    }

    /** As lists of bullets. */
    List<Object> bullets() {
        List<Object> elements = new ArrayList<>();
        for (List<Line> group : groups()) {
            if (!group.get(0).heading().isEmpty()) {
                elements.add(BlocksFormat.section(
                        List.of(BlocksFormat.leaf(group.get(0).heading(), "bold"))));
            }
            List<Object> items = group.stream().<Object>map(DigestLines::item).toList();
            Map<String, Object> list = BlocksFormat.element("rich_text_list", items);
            list.put("style", "bullet");
            elements.add(list);
        }
        return elements;
    }

    /** Neighbours with the same heading. */
    private List<List<Line>> groups() {
        List<List<Line>> groups = new ArrayList<>();
        String heading = null;
        for (Line line : all) {
            if (!line.heading().equals(heading)) {
                groups.add(new ArrayList<>());
                heading = line.heading();
            }
            groups.get(groups.size() - 1).add(line);
        }
        return groups;
    }

    /** Literal lines, in pieces no longer than Slack allows for any other text. */
    List<Object> preformatted() {
        List<Object> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        for (String line : texts()) {
            if (piece.length() > 0 && Mrkdwn.length(piece + "\n" + line) > SlackLimits.TEXT_OBJECT) {
                pieces.add(literal(piece.toString()));
                piece.setLength(0);
            }
            piece.append(piece.length() == 0 ? "" : "\n").append(line);
        }
        pieces.add(literal(piece.toString()));
        return pieces;
    }

    private static Map<String, Object> literal(String text) {
        return BlocksFormat.element("rich_text_preformatted", List.of(BlocksFormat.leaf(text)));
    }

    /** The lines as text, each group below its heading. */
    List<String> texts() {
        return groups().stream()
                .flatMap(group -> Stream.concat(
                        Stream.of(group.get(0).heading()).filter(heading -> !heading.isEmpty()),
                        group.stream().map(Line::text)))
                .toList();
    }
}
