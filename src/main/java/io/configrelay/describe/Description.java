package io.configrelay.describe;

import io.configrelay.event.ConfigEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
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
            return Stream.of(limited(all, own), ofParticulars(all.stream(), properties))
                    .filter(description -> !description.lines().isEmpty())
                    .findFirst()
                    .orElseGet(() -> limited(all, ATTACHMENTS));
        }
        return ofUpdate(edits, own, properties);
    }

    /** What the resource type's own describer knows comes first, the others in the order in which properties are told. */
    private static Description ofUpdate(List<Edit> edits, Describer own, PropertyDescriber properties) {
        Lines lines = new Lines();
        List<Edit> others = new ArrayList<>();
        for (Edit edit : edits) {
            List<Phrase> known = lines.isFull() || edit.path().equals("Relationships") ? List.of() : own.lines(edit);
            if (known.isEmpty()) {
                others.add(edit);
            } else {
                lines.add(() -> known);
            }
        }
        List<Describer> describers = List.of(ATTACHMENTS, new PolicyDescriber(properties), properties);
        if (!lines.isFull()) {
            others.sort(Comparator.comparing(edit -> rank(edit, properties)));
        }
        others.forEach(edit -> lines.add(() -> lines(edit, describers)));
        return lines.description();
    }

    /** What another resource did comes last. */
    private static int rank(Edit edit, PropertyDescriber properties) {
        return edit.path().equals("Relationships") ? Integer.MAX_VALUE : properties.rank(edit);
    }

    private static Description ofParticulars(Stream<Edit> edits, PropertyDescriber properties) {
        List<Phrase> particulars = edits.sorted(Comparator.comparing(properties::rank))
                .flatMap(edit -> properties.particular(edit).stream())
                .toList();
        return new Description(particulars.isEmpty() ? List.of() : List.of(new Phrase.Series(particulars)), 0);
    }

    private static Description limited(List<Edit> edits, Describer describer) {
        Lines lines = new Lines();
        edits.forEach(edit -> lines.add(() -> describer.lines(edit)));
        return lines.description();
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

    /** The first lines of a description, and a count of the edits besides. */
    private static final class Lines {

        private final List<Phrase> lines = new ArrayList<>();
        private int more;

        boolean isFull() {
            return lines.size() >= MOST;
        }

        /** Those of one edit. */
        void add(Supplier<List<Phrase>> ofEdit) {
            if (isFull()) {
                more++;
            } else {
                lines.addAll(ofEdit.get());
            }
        }

        Description description() {
            int cut = Math.max(0, lines.size() - MOST);
            return new Description(List.copyOf(lines.subList(0, lines.size() - cut)), more + cut);
        }
    }
}
