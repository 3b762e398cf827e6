package io.configrelay.store;

import java.time.Instant;
import java.util.Optional;

/**
 * An event that waits for one channel.
 *
 * @param channel the channel's name
 * @param key of the delivery, see {@link Store}
 * @param turn in which it is told
 * @param held whether a quiet time holds it back
 * @param receivedAt when its source delivered it
 * @param failingSince when Slack first didn't take it; nothing where it was not tried
 * @param id the notification's, the same in every try
 * @param notification what arrived, verbatim
 * @param sqsMessageId the SQS message that it came in; nothing where it came otherwise
 */
public record Parked(
        String channel,
        String key,
        Turn turn,
        boolean held,
        Instant receivedAt,
        Optional<Instant> failingSince,
        String id,
        String notification,
        Optional<String> sqsMessageId) {}
