package io.configrelay.describe;

import io.configrelay.event.ConfigEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What an event says of its resource: the diff, or what a resource is like that came, went or is recorded without a diff.
 * Secrets are hidden before anything is put into words.
 *
 * @param lines the first of them, one thing each, the gravest first
 * @param more how many edits there are besides
 */
public record Description(List<Phrase> lines, int more) {

    /** Nothing is said. */
    static final Description NONE = new Description(List.of(), 0);

    private static final Describer ATTACHMENTS = new AttachmentDescriber();

    /**
     * Describes an event.
     *
     * @param edits of its diff; without one, what the resource has
     * @param findings what somebody should look at first
     */
    static Description of(ConfigEvent event, List<Edit> edits, List<Finding> findings) {
        return new Describing(event, findings).of(edits);
    }

    /** An edit with what it is sorted by, each worked out once. */
    private record Ranked(Edit edit, int place, int rank) {

        private boolean isClock() {
            return rank == PropertyDescriber.CLOCK;
        }
    }

    private static final Comparator<Ranked> RANKED =
            Comparator.comparingInt(Ranked::place).thenComparingInt(Ranked::rank);

    private static final class Describing {

        private final ConfigEvent event;
        private final String type;
        private final List<Finding> findings;
        private final PropertyDescriber properties;
        private final Particulars particulars;
        private final Describer own;
        private final Describer policies;

        private Describing(ConfigEvent event, List<Finding> findings) {
            this.event = event;
            this.type = event.resourceType() == null ? "" : event.resourceType();
            this.findings = findings;
            this.properties = new PropertyDescriber(type);
            this.particulars = new Particulars(type);
            this.policies = new PolicyDescriber(properties);
            this.own = switch (type) {
                case "AWS::EC2::SecurityGroup" -> new SecurityGroupDescriber(event.accountId());
                case "AWS::EC2::RouteTable" -> new RouteTableDescriber();
                case "AWS::EC2::NetworkAcl" -> new NetworkAclDescriber();
                case "AWS::Lambda::Function" -> new FunctionDescriber();
                case "AWS::S3::Bucket" -> new AclDescriber();
                case InventoryDescriber.TYPE -> new InventoryDescriber();
                default -> edit -> List.of();
            };
        }

        private Description of(List<Edit> edits) {
            if (event.isDeleted()) {
                return ofParticulars(edits.stream()
                        .filter(edit -> edit.path().equals("Configuration"))
                        .flatMap(edit -> Edits.taken(edit).stream()));
            }
            return !edits.isEmpty() && edits.get(0).isState() ? ofState(edits) : ofUpdate(edits);
        }

        /** What a resource is like, first in one line, then what it allows. */
        private Description ofState(List<Edit> edits) {
            List<Describer> describers = new ArrayList<>(List.of(own, policies));
            if (type.startsWith("AWS::IAM::")) {
                describers.add(ATTACHMENTS);
            }
            Describer facts = Describer.firstOf(describers);
            List<Ranked> sorted = sorted(edits);
            Lines lines = new Lines();
            Set<Phrase> told = new HashSet<>();
            Description likeness = ofParticulars(edits.stream());
            sorted.forEach(ranked -> lines.add(() -> shown(facts, ranked.edit(), told)));
            if (lines.isEmpty() && likeness.lines().isEmpty()) {
                sorted.forEach(ranked ->
                        lines.add(() -> ATTACHMENTS.lines(ranked.edit().redacted(type))));
            }
            return lines.with(likeness.lines(), findings.isEmpty()).description();
        }

        /** Most of what a resource has is not told, so only what is told is looked through for secrets. */
        private List<Phrase> shown(Describer facts, Edit edit, Set<Phrase> told) {
            return facts.lines(edit).isEmpty()
                    ? List.of()
                    : facts.lines(edit.redacted(type)).stream()
                            .filter(told::add)
                            .toList();
        }

        private Description ofUpdate(List<Edit> edits) {
            Describer all = Describer.firstOf(List.of(own, ATTACHMENTS, policies, properties));
            Related related = Related.of(edits);
            Lines lines = new Lines();
            Map<Phrase, String> told = new HashMap<>();
            List<Ranked> sorted = sorted(edits);
            boolean decided =
                    sorted.stream().anyMatch(ranked -> !ranked.isClock() && !Related.isRelationship(ranked.edit()));
            for (Ranked ranked : sorted) {
                Edit edit = ranked.edit();
                boolean clock = decided && ranked.isClock();
                if (!clock && !related.isTold(edit) && !isPartOfPolicy(edit, edits)) {
                    lines.add(() -> all.lines(edit.redacted(type)).stream()
                            .filter(line -> isNew(line, edit, told))
                            .toList());
                }
            }
            return lines.description();
        }

        /** AWS writes some things in two places; two elements of a list are two. */
        private static boolean isNew(Phrase line, Edit edit, Map<Phrase, String> told) {
            String first = told.putIfAbsent(line, edit.path());
            return first == null || first.equals(edit.path());
        }

        /** The gravest first, then in the order in which properties are told, and last what another resource did. */
        private List<Ranked> sorted(List<Edit> edits) {
            List<Ranked> sorted = new ArrayList<>(edits.size());
            for (Edit edit : edits) {
                sorted.add(new Ranked(edit, Finding.place(findings, edit), rank(edit)));
            }
            sorted.sort(RANKED);
            return sorted;
        }

        private int rank(Edit edit) {
            return Related.isRelationship(edit) ? Integer.MAX_VALUE : properties.rank(edit);
        }

        private Description ofParticulars(Stream<Edit> edits) {
            List<Phrase> told = edits.filter(particulars::contain)
                    .sorted(Comparator.comparing(properties::rank))
                    .flatMap(edit -> particulars.of(edit.redacted(type)).stream())
                    .toList();
            return told.isEmpty() ? NONE : new Description(List.of(new Phrase.Series(told)), 0);
        }
    }

    /** Whether it is the version or the name of a policy whose statements are told. */
    private static boolean isPartOfPolicy(Edit edit, List<Edit> edits) {
        if (edit.isElement()) {
            return false;
        }
        int end = Math.max(edit.path().lastIndexOf(".Version"), edit.path().lastIndexOf(".Id"));
        return end > 0
                && edits.stream()
                        .anyMatch(other -> other.isElement()
                                && other.path().equals(edit.path().substring(0, end) + ".Statement"));
    }
}
