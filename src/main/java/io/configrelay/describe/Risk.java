package io.configrelay.describe;

import io.configrelay.event.ConfigEvent;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Why somebody should look at a change, judged from what it did, not from what was there before.
 *
 * @param level how soon
 * @param reason such as {@code tcp 22 is open to the world}
 */
public record Risk(Level level, Phrase reason) {

    /** How soon somebody should look. */
    public enum Level {
        MEDIUM,
        HIGH;

        /** As filters see it: {@code high}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether there is a risk, and a high one. */
    public static boolean isHigh(Optional<Risk> risk) {
        return risk.filter(found -> found.level() == Level.HIGH).isPresent();
    }

    /**
     * The gravest risk of an event, if there is one.
     *
     * @param edits of its diff; of a new resource, all that it has
     */
    static Optional<Risk> of(ConfigEvent event, List<Edit> edits) {
        String type = event.resourceType() == null ? "" : event.resourceType();
        if ("DELETE".equals(event.changeType())) {
            return RiskRule.DELETIONS.contains(type)
                    ? Optional.of(new Risk(Level.HIGH, new Phrase.Term("it was deleted")))
                    : Optional.empty();
        }
        Risk gravest = null;
        for (RiskRule rule : RiskRule.of(type)) {
            if (gravest == null || rule.level().compareTo(gravest.level()) > 0) {
                gravest = edits.stream()
                        .flatMap(edit -> rule.reason(edit).stream())
                        .findFirst()
                        .map(reason -> new Risk(rule.level(), reason))
                        .orElse(gravest);
            }
        }
        return Optional.ofNullable(gravest);
    }
}
