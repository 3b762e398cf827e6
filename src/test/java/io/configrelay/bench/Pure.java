package io.configrelay.bench;

import java.util.stream.Collectors;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** What one event costs without routes and HTTP, by JMH. */
final class Pure {

    private Pure() {}

    /** Runs all that a class measures. */
    static void measure(Results results, Class<?> benchmark) throws RunnerException {
        for (RunResult run :
                new Runner(new OptionsBuilder().include(benchmark.getName()).build()).run()) {
            String parameters = run.getParams().getParamsKeys().stream()
                    .map(key -> key + " " + run.getParams().getParam(key))
                    .collect(Collectors.joining(", "));
            results.add(
                    "pure",
                    run.getPrimaryResult().getLabel() + ": " + parameters,
                    run.getPrimaryResult().getScore(),
                    run.getPrimaryResult().getScoreUnit());
        }
    }
}
