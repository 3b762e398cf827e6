package io.configrelay.rules;

import io.configrelay.delivery.ChannelSettings;
import java.nio.file.Path;
import java.util.Map;

/**
 * One channel, as its team wrote it.
 *
 * @param file where
 * @param line where it begins there
 * @param written the parameters of the route template as they were written, with their defaults
 * @param parameters the same with their placeholders resolved; some are secret
 * @param settings what they mean
 */
public record ChannelRule(
        Path file, int line, Map<String, String> written, Map<String, String> parameters, ChannelSettings settings) {

    /** Which events it wants. */
    Filter filter() {
        return FilterParser.parse(parameters.get("match"));
    }

    /** Two rules are the same when they do the same, wherever they stand. */
    boolean isAs(ChannelRule other) {
        return parameters.equals(other.parameters);
    }
}
