package io.configrelay.filter;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.util.ObjectHelper;

/**
 * A channel's filter, compiled once. It says what Camel's {@code jsonpath} says of it in the channel's route, without
 * what Camel does around each evaluation: a context, and a text to look the compiled filter up by. And it has an end: a
 * filter that takes too long on an event, or fails, says so by an exception.
 */
public final class Match {

    static {
        LinearRegex.install();
    }

    private static final Configuration AS_IN_THE_ROUTE = Configuration.builder()
            .jsonProvider(new TimedJson())
            .mappingProvider(new JacksonMappingProvider())
            .options(Option.SUPPRESS_EXCEPTIONS)
            .build();

    /** A filter that was too slow so many times without a success between takes no more time for a while. */
    private static final int PATIENCE = 10;

    private static final Duration REST = Duration.ofMinutes(1);

    private final JsonPath filter;
    private final AtomicInteger lateInARow = new AtomicInteger();
    private volatile long restsUntil;
    private volatile boolean rests;

    private Match(JsonPath filter) {
        this.filter = filter;
    }

    /**
     * The filter of this text.
     *
     * @throws com.jayway.jsonpath.JsonPathException when it is none, or {@link IllegalArgumentException} for an empty one
     */
    public static Match of(String jsonPath) {
        return new Match(JsonPath.compile(jsonPath));
    }

    /**
     * Whether an event's JSON view gets through.
     *
     * @throws FilterFailedException where the filter can't be held against it, or not in time
     */
    public boolean matches(Object view) {
        if (rests && System.nanoTime() - restsUntil < 0) {
            throw late();
        }
        FilterTime time = FilterTime.begin();
        try {
            boolean through = ObjectHelper.evaluateValuePredicate(filter.read(view, AS_IN_THE_ROUTE));
            if (!time.isLate()) {
                lateInARow.set(0);
                rests = false;
                return through;
            }
            throw tooLate();
        } catch (FilterFailedException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError | FilterTime.LateError e) {
            throw time.isLate()
                    ? tooLate()
                    : new FilterFailedException(
                            "The channel's match can't be evaluated on this event: %s."
                                    .formatted(e.getClass().getSimpleName()),
                            false,
                            e);
        } finally {
            FilterTime.end();
        }
    }

    private FilterFailedException tooLate() {
        if (lateInARow.incrementAndGet() >= PATIENCE) {
            restsUntil = System.nanoTime() + REST.toNanos();
            rests = true;
        }
        return late();
    }

    private static FilterFailedException late() {
        return new FilterFailedException(
                "The channel's match takes longer than %d ms on this event, or took it on the last %d. Make it simpler, then replay."
                        .formatted(FilterTime.LIMIT.toMillis(), PATIENCE),
                true,
                null);
    }
}
