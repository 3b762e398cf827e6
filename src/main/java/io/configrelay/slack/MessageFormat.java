package io.configrelay.slack;

import io.configrelay.event.ConfigEvent;
import java.util.List;

/** Turns events into one Slack message. Implementations are stateless. */
public interface MessageFormat {

    /**
     * Tells of the first events, as many as one message can hold within {@link SlackLimits}.
     *
     * @param events at least one, oldest first
     * @return a message that tells of at least the first event
     */
    SlackMessage render(List<ConfigEvent> events);
}
