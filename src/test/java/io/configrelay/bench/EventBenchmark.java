package io.configrelay.bench;

import com.jayway.jsonpath.spi.cache.CacheProvider;
import io.configrelay.delivery.FilterCache;
import io.configrelay.describe.Change;
import io.configrelay.event.ConfigEvent;
import io.configrelay.event.Envelope;
import io.configrelay.event.Json;
import io.configrelay.slack.BlocksFormat;
import io.configrelay.slack.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.jsonpath.JsonPathExpression;
import org.apache.camel.support.DefaultExchange;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one notification costs without Camel's routes and without HTTP: reading it, judging its risk, asking each channel's
 * filter, and making the message of the one channel that wants it. On one thread.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
public class EventBenchmark {

    @Param({"SMALL", "LARGE"})
    private Notifications size;

    @Param({"1", "10", "100"})
    private int channels;

    private final MessageFormat blocks = new BlocksFormat();
    private String body;
    private Exchange exchange;
    private List<Predicate> filters;

    /** As the program does it. */
    @Setup
    public void make() {
        CacheProvider.setCache(new FilterCache());
        compile();
    }

    private void compile() {
        body = size.body(1);
        DefaultCamelContext context = new DefaultCamelContext();
        context.build();
        exchange = new DefaultExchange(context);
        filters = IntStream.range(0, channels)
                .mapToObj(i -> filter(context, i == 0 ? Notifications.TYPE : "AWS::Other::Type" + i))
                .toList();
    }

    /** As the route of a channel has it. */
    private static Predicate filter(DefaultCamelContext context, String type) {
        JsonPathExpression filter = new JsonPathExpression("$[?(@.resourceType == '" + type + "')]");
        filter.setSuppressExceptions(true);
        filter.setPredicate(true);
        filter.init(context);
        return filter;
    }

    /** One that is set up without JMH, and with whatever cache of filters this JVM has. */
    static EventBenchmark of(Notifications size, int channels) {
        EventBenchmark benchmark = new EventBenchmark();
        benchmark.size = size;
        benchmark.channels = channels;
        benchmark.compile();
        return benchmark;
    }

    /** From a text to the messages of the channels that want it. */
    @Benchmark
    public List<String> decodeMatchRender() {
        Change change = decode();
        exchange.getMessage().setBody(change.event().view(null));
        List<String> messages = new ArrayList<>();
        for (Predicate filter : filters) {
            if (filter.matches(exchange)) {
                messages.add(blocks.render(List.of(change)).body());
            }
        }
        return messages;
    }

    private Change decode() {
        return Change.of(ConfigEvent.of(Envelope.open("id", body).get(0).orThrow()));
    }

    /** The first part alone. */
    @Benchmark
    public Change decodeOnly() {
        return decode();
    }

    /** Reading the JSON of envelope and message into maps: what nothing that looks at all of it can be cheaper than. */
    @Benchmark
    public Object readJsonOnly() throws Exception {
        return Json.read((String) Json.object(Json.read(body)).get("Message"));
    }
}
