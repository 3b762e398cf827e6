package io.configrelay.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What one event may allocate: within a fifth of {@code cost-of-an-event.properties}. Who makes it cheaper, or has a reason to
 * make it dearer, writes the new number there. It says nothing of time, and so doesn't depend on how busy a machine is.
 */
class CostTest {

    private static final int EVENTS = 200;
    private static final int ROUNDS = 15;

    @ParameterizedTest
    @EnumSource
    void anEventAllocatesWhatItDid(Notifications size) throws IOException {
        double committed = Double.parseDouble(committed().getProperty(size.name()));

        assertThat(bytesOfAnEvent(size))
                .as("bytes that decoding, matching by ten channels and rendering %s allocate", size)
                .isCloseTo(committed, withinPercentage(20));
    }

    /** The median of some rounds, because classes are loaded and code is compiled in the first. */
    private static double bytesOfAnEvent(Notifications size) {
        EventBenchmark event = EventBenchmark.of(size, 10);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        double[] rounds = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            int rendered = 0;
            for (int i = 0; i < EVENTS; i++) {
                rendered += event.decodeMatchRender().size();
            }
            rounds[round] = (threads.getCurrentThreadAllocatedBytes() - before) / (double) EVENTS;
            assertThat(rendered).isEqualTo(EVENTS);
        }
        return Results.median(rounds);
    }

    private static Properties committed() throws IOException {
        Properties numbers = new Properties();
        try (InputStream file = CostTest.class.getResourceAsStream("/cost-of-an-event.properties")) {
            numbers.load(file);
        }
        return numbers;
    }

    @Test
    void everySizeHasItsNumber() throws IOException {
        assertThat(committed().stringPropertyNames())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Notifications.values()).map(Enum::name).toList());
    }
}
