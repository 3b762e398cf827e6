package io.configrelay.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.configrelay.event.ConfigEvent;
import io.configrelay.event.ConfigMessage.ComplianceChange;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Which message of a channel told last of a resource, so that what a rule says of the change stands below it. Known for a
 * day, of so many resources, and until the relay stops; without it a rule's result is a message like any other.
 */
final class Threads {

    private static final Duration KNOWN_FOR = Duration.ofHours(24);
    private static final int RESOURCES = 2_000;

    private final Cache<List<String>, String> messages;

    /** @param nanos a clock */
    Threads(LongSupplier nanos) {
        Ticker ticker = nanos::getAsLong;
        messages = Caffeine.newBuilder()
                .maximumSize(RESOURCES)
                .expireAfterWrite(KNOWN_FOR)
                .ticker(ticker)
                .build();
    }

    /** The message below which an event shall stand: of a rule's result, the one that told of the resource. */
    Optional<String> above(ConfigEvent event) {
        return event.content() instanceof ComplianceChange
                ? Optional.ofNullable(messages.getIfPresent(resource(event)))
                : Optional.empty();
    }

    /** A message told of these events. */
    void told(List<ConfigEvent> events, String message) {
        events.stream()
                .filter(event -> event.resourceId() != null && !(event.content() instanceof ComplianceChange))
                .forEach(event -> messages.put(resource(event), message));
    }

    /** How many resources are known. */
    long size() {
        messages.cleanUp();
        return messages.estimatedSize();
    }

    private static List<String> resource(ConfigEvent event) {
        return List.of(
                Objects.toString(event.accountId()),
                Objects.toString(event.region()),
                Objects.toString(event.resource().type()),
                Objects.toString(event.resource().id()));
    }
}
