package io.configrelay.bench;

import io.configrelay.event.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The figures of a run: one table, and {@code target/bench.json}. */
final class Results {

    /**
     * One figure.
     *
     * @param what was measured, and under which conditions
     * @param goal that it is held against, empty for none
     */
    record Figure(String section, String what, double value, String unit, String goal) {

        String row() {
            return "%-10s | %-86s | %12s %-18s | %s".formatted(section, what, number(), unit, goal);
        }

        private String number() {
            return value >= 1_000 || value == Math.rint(value)
                    ? String.format(Locale.ROOT, "%,.0f", value)
                    : String.format(Locale.ROOT, value >= 10 ? "%.1f" : "%.3f", value);
        }
    }

    private final List<Figure> figures = new ArrayList<>();

    void add(String section, String what, double value, String unit, String goal) {
        Figure figure = new Figure(section, what, value, unit, goal);
        figures.add(figure);
        say(figure.row());
    }

    void add(String section, String what, double value, String unit) {
        add(section, what, value, unit, "");
    }

    /** Writes them with the machine that they were measured on. */
    void write(Path file) throws IOException {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("at", Instant.now().toString());
        all.put("machine", machine());
        all.put("figures", figures);
        Files.writeString(file, Json.writePretty(all) + "\n");
    }

    /** Processor, cores, memory and Java. */
    static String machine() throws IOException {
        String processor = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(System.getProperty("os.arch"));
        return "%s, %d cores, Java %s"
                .formatted(processor, Runtime.getRuntime().availableProcessors(), Runtime.version());
    }

    /** The middle one. */
    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    @SuppressWarnings("SystemOut") // A person reads this in a terminal.
    static void say(String text) {
        System.out.println(text);
    }
}
