package io.configrelay.describe;

import io.configrelay.event.ConfigEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What an event says of its resource: the diff, or what a resource that came or went is like.
 *
 * @param lines the first of them, one thing each
 * @param more how many edits there are besides
 */
public record Description(List<Phrase> lines, int more) {

    private static final Describer ATTACHMENTS = new AttachmentDescriber();

    private static final Map<String, Describer> BY_TYPE = Map.of(
            "AWS::EC2::SecurityGroup", new SecurityGroupDescriber(),
            "AWS::EC2::RouteTable", new RouteTableDescriber(),
            "AWS::EC2::NetworkAcl", new NetworkAclDescriber());

    /** More lines than these are counted, not worked out. */
    private static final int MOST = 10;

    /**
     * Describes an event.
     *
     * @param edits of its diff; of a new resource, all that it has
     */
    static Description of(ConfigEvent event, List<Edit> edits) {
        String type = event.resourceType() == null ? "" : event.resourceType();
        PropertyDescriber properties = new PropertyDescriber(type);
        Describer own = BY_TYPE.getOrDefault(type, edit -> List.of());
        if ("DELETE".equals(event.changeType())) {
            return ofParticulars(
                    edits.stream()
                            .filter(edit -> edit.path().equals("Configuration"))
                            .flatMap(edit -> edit.taken().stream()),
                    properties);
        }
        if ("CREATE".equals(event.changeType()) || edits.isEmpty()) {
            List<Edit> all = edits.isEmpty() ? Edit.ofItem(event.item()) : edits;
            return Stream.of(limited(all, List.of(own)), ofParticulars(all.stream(), properties))
                    .filter(description -> !description.lines().isEmpty())
                    .findFirst()
                    .orElseGet(() -> limited(all, List.of(ATTACHMENTS)));
        }
        List<Describer> describers = List.of(own, ATTACHMENTS, new PolicyDescriber(properties), properties);
        return limited(
                edits.stream()
                        .sorted(Comparator.comparing(edit -> rank(edit, own, properties)))
                        .toList(),
                describers);
    }

    /** What somebody did comes first, what another resource did last. */
    private static int rank(Edit edit, Describer own, PropertyDescriber properties) {
        if (edit.path().equals("Relationships")) {
            return Integer.MAX_VALUE;
        }
        return own.lines(edit).isEmpty() ? properties.rank(edit) : -1;
    }

    private static Description ofParticulars(Stream<Edit> edits, PropertyDescriber properties) {
        List<Phrase> particulars = edits.sorted(Comparator.comparing(properties::rank))
                .flatMap(edit -> properties.particular(edit).stream())
                .toList();
        return new Description(particulars.isEmpty() ? List.of() : List.of(new Phrase.Series(particulars)), 0);
    }

    private static Description limited(List<Edit> edits, List<Describer> describers) {
        List<Phrase> lines = new ArrayList<>();
        int described = 0;
        while (described < edits.size() && lines.size() < MOST) {
            lines.addAll(lines(edits.get(described), describers));
            described++;
        }
        int cut = Math.max(0, lines.size() - MOST);
        int left = lines.size() < MOST ? 0 : edits.size() - described + cut;
        return new Description(List.copyOf(lines.subList(0, lines.size() - cut)), left);
    }

    private static List<Phrase> lines(Edit edit, List<Describer> describers) {
        for (Describer describer : describers) {
            List<Phrase> lines = describer.lines(edit);
            if (!lines.isEmpty()) {
                return lines;
            }
        }
        return List.of();
    }
}
