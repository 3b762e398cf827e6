package io.configrelay.bench;

import io.configrelay.describe.Change;
import io.configrelay.event.ConfigEvent;
import io.configrelay.event.Envelope;
import io.configrelay.event.Json;
import io.configrelay.event.Wrapping;
import io.configrelay.slack.BlocksFormat;
import io.configrelay.slack.SlackMessage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
 * What one notification costs from its text to its message, by its size: it grows with the size and no faster. An SNS
 * envelope around a diff of many changed properties.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SizeBenchmark {

    @Param({"16", "64", "256", "1024"})
    private int kilobytes;

    /** Where the size is: in many small changes, or in one long text. */
    @Param({"changes", "text"})
    private String made;

    private String body;

    /** Makes the notification. */
    @Setup
    public void make() {
        Map<String, Object> changes = new LinkedHashMap<>();
        int size = kilobytes * 1024;
        if (made.equals("text")) {
            changes.put("Configuration.Policy", change("<&" + "x\n".repeat(size / 3)));
        }
        for (int i = 0; made.equals("changes") && i < size / 170; i++) {
            changes.put("Configuration.IpPermissions." + i, change(Map.of("ipProtocol", "tcp", "fromPort", i)));
        }
        body = Wrapping.SNS.of(Map.of(
                "messageType",
                "ConfigurationItemChangeNotification",
                "configurationItem",
                Map.of("resourceType", "AWS::EC2::SecurityGroup", "resourceId", "sg-0123456789abcdef0"),
                "configurationItemDiff",
                Map.of("changeType", "UPDATE", "changedProperties", changes)));
    }

    private static Map<String, Object> change(Object after) {
        Map<String, Object> change = new LinkedHashMap<>();
        change.put("previousValue", null);
        change.put("updatedValue", after);
        change.put("changeType", "CREATE");
        return change;
    }

    /** From text to message. */
    @Benchmark
    public SlackMessage readAndRender() {
        ConfigEvent event = ConfigEvent.of(Envelope.open("id", body).get(0).orThrow());
        return new BlocksFormat().render(List.of(Change.of(event)));
    }

    /** Reading the JSON twice, as the envelope and the message in it need it: what nothing can be cheaper than. */
    @Benchmark
    public Object readJsonOnly() throws Exception {
        return Json.read((String) Json.object(Json.read(body)).get("Message"));
    }
}
