package io.configrelay.describe;

import io.configrelay.event.ConfigEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Why somebody should look at a change, judged from what it did, not from what was there before.
 *
 * @param level how soon
 * @param reasons such as {@code tcp 22 is open to the world}, the gravest first, at least one and at most three
 */
public record Risk(Level level, List<Phrase> reasons) {

    private static final int MOST = 3;

    /** How soon somebody should look. */
    public enum Level {
        MEDIUM,
        HIGH;

        /** As filters see it: {@code high}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The gravest reason. */
    public Phrase reason() {
        return reasons.get(0);
    }

    /** Whether there is a risk, and a high one. */
    public static boolean isHigh(Optional<Risk> risk) {
        return risk.filter(found -> found.level() == Level.HIGH).isPresent();
    }

    /**
     * What somebody should look at, the gravest first.
     *
     * @param edits of the event's diff; of a new resource, all that it has
     */
    static List<Finding> findings(ConfigEvent event, List<Edit> edits) {
        String type = event.resourceType() == null ? "" : event.resourceType();
        if (event.isDeleted()) {
            return RiskRules.DELETIONS.contains(type)
                    ? List.of(new Finding(Level.HIGH, new Phrase.Term("it was deleted"), null))
                    : List.of();
        }
        List<Finding> findings = new ArrayList<>();
        for (RiskRule rule : RiskRules.of(type)) {
            for (Edit edit : edits) {
                rule.reason(edit, event, edits)
                        .ifPresent(reason -> findings.add(new Finding(rule.level(), reason, edit)));
            }
        }
        if (findings.size() > 1) {
            findings.sort(Comparator.comparing(Finding::level).reversed());
        }
        return findings;
    }

    /** The risk that they are; none where there are none. */
    static Optional<Risk> of(List<Finding> findings) {
        if (findings.isEmpty()) {
            return Optional.empty();
        }
        List<Phrase> reasons =
                findings.stream().map(Finding::reason).distinct().limit(MOST).toList();
        return Optional.of(new Risk(findings.get(0).level(), reasons));
    }
}
