package io.configrelay.describe;

import io.configrelay.event.ConfigEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What the diff of an event means.
 *
 * @param lines the first of them, one thing each
 * @param more how many edits there are besides
 */
public record Description(List<String> lines, int more) {

    private static final Describer ATTACHMENTS = new AttachmentDescriber();
    private static final Describer PROPERTIES = new PropertyDescriber();

    private static final Map<String, Describer> BY_TYPE = Map.of(
            "AWS::EC2::SecurityGroup", new SecurityGroupDescriber(),
            "AWS::EC2::RouteTable", new RouteTableDescriber(),
            "AWS::EC2::NetworkAcl", new NetworkAclDescriber());

    /**
     * Describes an event.
     *
     * @param most how many lines; what would not be shown isn't worked out
     */
    public static Description of(ConfigEvent event, int most) {
        // That the whole of it came or went, the event itself says.
        List<Edit> edits = "DELETE".equals(event.changeType())
                ? List.of()
                : Edit.of(event.changes()).stream()
                        .filter(edit -> !edit.path().equals("Configuration"))
                        // What another resource did comes last.
                        .sorted(Comparator.comparing(edit -> edit.path().equals("Relationships")))
                        .toList();
        Describer own =
                BY_TYPE.getOrDefault(event.resourceType() == null ? "" : event.resourceType(), edit -> List.of());
        List<String> lines = new ArrayList<>();
        int described = 0;
        while (described < edits.size() && lines.size() < most) {
            lines.addAll(lines(edits.get(described), List.of(own, ATTACHMENTS, PROPERTIES)));
            described++;
        }
        int cut = Math.max(0, lines.size() - most);
        return new Description(List.copyOf(lines.subList(0, lines.size() - cut)), edits.size() - described + cut);
    }

    private static List<String> lines(Edit edit, List<Describer> describers) {
        for (Describer describer : describers) {
            List<String> lines = describer.lines(edit);
            if (!lines.isEmpty()) {
                return lines;
            }
        }
        return List.of();
    }
}
