package io.configrelay.describe;

import io.configrelay.event.ConfigEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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
            return Stream.of(limited(all, own::lines), ofParticulars(all.stream(), properties))
                    .filter(description -> !description.lines().isEmpty())
                    .findFirst()
                    .orElseGet(() -> limited(all, ATTACHMENTS::lines));
        }
        List<Describer> describers = List.of(ATTACHMENTS, new PolicyDescriber(properties), properties);
        return limited(
                edits.stream()
                        .map(edit -> Ranked.of(edit, own, properties))
                        .sorted(Comparator.comparing(Ranked::rank))
                        .toList(),
                ranked -> ranked.own().isEmpty() ? lines(ranked.edit(), describers) : ranked.own());
    }

    /**
     * An edit and its place among others: what somebody did comes first, what another resource did last.
     *
     * @param own what the describer of its resource type says
     */
    private record Ranked(Edit edit, int rank, List<Phrase> own) {

        static Ranked of(Edit edit, Describer own, PropertyDescriber properties) {
            List<Phrase> lines = own.lines(edit);
            if (edit.path().equals("Relationships")) {
                return new Ranked(edit, Integer.MAX_VALUE, lines);
            }
            return new Ranked(edit, lines.isEmpty() ? properties.rank(edit) : -1, lines);
        }
    }

    private static Description ofParticulars(Stream<Edit> edits, PropertyDescriber properties) {
        List<Phrase> particulars = edits.sorted(Comparator.comparing(properties::rank))
                .flatMap(edit -> properties.particular(edit).stream())
                .toList();
        return new Description(particulars.isEmpty() ? List.of() : List.of(new Phrase.Series(particulars)), 0);
    }

    private static <T> Description limited(List<T> edits, Function<T, List<Phrase>> describer) {
        List<Phrase> lines = new ArrayList<>();
        int described = 0;
        while (described < edits.size() && lines.size() < MOST) {
            lines.addAll(describer.apply(edits.get(described)));
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
