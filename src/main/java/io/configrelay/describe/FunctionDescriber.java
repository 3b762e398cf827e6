package io.configrelay.describe;

import io.configrelay.event.Json;
import java.util.List;

/**
 * {@code AWS::Lambda::Function}: a reserved concurrency of 0 stops it.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html">Reserved concurrency</a>
 */
final class FunctionDescriber implements Describer {

    private static final String CONCURRENCY = "SupplementaryConfiguration.Concurrency";
    private static final String RESERVED = "reservedConcurrentExecutions";

    @Override
    public List<Phrase> lines(Edit edit) {
        Object reserved = edit.path().equals(CONCURRENCY)
                ? Json.object(edit.after()).get(RESERVED)
                : edit.path().equalsIgnoreCase(CONCURRENCY + "." + RESERVED) ? edit.after() : null;
        return reserved != null && Json.plain(reserved).equals("0") ? List.of(Phrase.of("lambda.stopped")) : List.of();
    }
}
