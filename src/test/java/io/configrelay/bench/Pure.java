package io.configrelay.bench;

import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** What one event costs without routes and HTTP, by JMH. */
final class Pure {

    private Pure() {}

    static void measure(Results results) throws RunnerException {
        String what = EventBenchmark.class.getSimpleName() + ".decodeMatchRender";
        for (RunResult run : new Runner(new OptionsBuilder().include(what).build()).run()) {
            String size = run.getParams().getParam("size");
            String channels = run.getParams().getParam("channels");
            results.add(
                    "pure",
                    "decode, match, render: " + size + ", " + channels + " channels, one wants it",
                    run.getPrimaryResult().getScore(),
                    "events/s",
                    size.equals(Notifications.SMALL.name()) ? "50,000" : "8,000");
        }
    }
}
