package io.configrelay.bench;

import io.configrelay.describe.Change;
import io.configrelay.event.ConfigEvent;
import io.configrelay.event.Envelope;
import io.configrelay.event.Json;
import io.configrelay.filter.Match;
import io.configrelay.slack.BlocksFormat;
import io.configrelay.slack.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
    private List<Match> filters;

    /** As the program does it. */
    @Setup
    public void make() {
        body = size.body(1);
        filters = IntStream.range(0, channels)
                .mapToObj(i -> i == 0 ? Notifications.TYPE : "AWS::Other::Type" + i)
                .map(type -> Match.of("$[?(@.resourceType == '" + type + "')]"))
                .toList();
    }

    /** One that is set up without JMH. */
    static EventBenchmark of(Notifications size, int channels) {
        EventBenchmark benchmark = new EventBenchmark();
        benchmark.size = size;
        benchmark.channels = channels;
        benchmark.make();
        return benchmark;
    }

    /** From a text to the messages of the channels that want it. */
    @Benchmark
    public List<String> decodeMatchRender() {
        Change change = decode();
        Map<String, Object> view = change.event().view(null);
        List<String> messages = new ArrayList<>();
        for (Match filter : filters) {
            if (filter.matches(view)) {
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
