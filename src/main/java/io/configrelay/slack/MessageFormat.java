package io.configrelay.slack;

import io.configrelay.describe.Change;
import java.util.Comparator;
import java.util.List;

/** Turns events into one Slack message. Implementations are stateless. */
public interface MessageFormat {

    /**
     * Tells of the first events, as many as one message can hold within {@link SlackLimits}, and of all the housekeeping.
     *
     * @param changes oldest first; at least one where there is no housekeeping
     * @return a message that tells of at least the first event, if there is one
     */
    SlackMessage render(List<Change> changes, Housekeeping housekeeping);

    /** In which order it is given what waits; changes that are equal to it stay in the order in which they came. */
    default Comparator<Change> order() {
        return Comparator.comparing(change -> 0);
    }

    /** Tells of the first events alone. */
    default SlackMessage render(List<Change> changes) {
        return render(changes, Housekeeping.NONE);
    }
}
