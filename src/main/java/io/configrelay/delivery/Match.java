package io.configrelay.delivery;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.spi.json.JacksonJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import java.util.Optional;
import org.apache.camel.util.ObjectHelper;

/**
 * A channel's filter, compiled once. It says what Camel's {@code jsonpath} says of it in the channel's route, without
 * what Camel does around each evaluation: a context, and a text to look the compiled filter up by.
 */
public final class Match {

    private static final Configuration AS_IN_THE_ROUTE = Configuration.builder()
            .jsonProvider(new JacksonJsonProvider())
            .mappingProvider(new JacksonMappingProvider())
            .options(Option.SUPPRESS_EXCEPTIONS)
            .build();

    private final JsonPath filter;

    private Match(JsonPath filter) {
        this.filter = filter;
    }

    /**
     * The filter of this text; none where only the route can tell: Camel reads <code>${…}</code> in it as its Simple
     * language, and makes a path of what doesn't begin with {@code $}.
     */
    public static Optional<Match> of(String jsonPath) {
        return jsonPath.startsWith("$") && !jsonPath.contains("${")
                ? Optional.of(new Match(JsonPath.compile(jsonPath)))
                : Optional.empty();
    }

    /**
     * Whether an event's JSON view gets through.
     *
     * @throws RuntimeException where the filter can't be held against it
     */
    public boolean matches(Object view) {
        return ObjectHelper.evaluateValuePredicate(filter.read(view, AS_IN_THE_ROUTE));
    }
}
