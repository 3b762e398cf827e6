package io.configrelay.slack;

import io.configrelay.describe.Change;
import io.configrelay.describe.Language;
import io.configrelay.describe.Risk;
import java.util.Comparator;
import java.util.List;

/** Turns events into one Slack message. Implementations are stateless. */
public interface MessageFormat {

    /**
     * Tells of the first events, as many as one message can hold within {@link SlackLimits}, and of all the housekeeping.
     *
     * @param changes in this format's {@link #order}; at least one where there is no housekeeping
     * @return a message that tells of at least the first event, if there is one
     */
    SlackMessage render(List<Change> changes, Housekeeping housekeeping);

    /**
     * In which order it is given what waits: the gravest first, then together what belongs together. Changes that are
     * equal to it stay in the order in which they came.
     */
    default Comparator<Change> order() {
        Comparator<Change> gravity = Comparator.comparing(
                change -> change.risk().map(Risk::level).orElse(null),
                Comparator.nullsFirst(Comparator.naturalOrder()));
        return gravity.reversed()
                .thenComparing(change -> Told.of(change, Language.ENGLISH).place())
                .thenComparing(
                        change -> Told.of(change, Language.ENGLISH).headline().kind());
    }

    /** Tells of the first events alone. */
    default SlackMessage render(List<Change> changes) {
        return render(changes, Housekeeping.NONE);
    }
}
