package io.configrelay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.configrelay.Events;
import io.configrelay.event.ConfigEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ThreadsTest {

    private final AtomicLong now = new AtomicLong();
    private final Threads threads = new Threads(now::get);
    private final ConfigEvent change = Events.event(Events.change("AWS::EC2::Volume", "vol-0a1b2c3d"));
    private final ConfigEvent result = result("vol-0a1b2c3d");

    @Test
    void aResultIsBelowTheLastMessageOfItsResourceForADay() {
        assertThat(threads.above(result)).isEmpty();
        threads.told(List.of(change), "1.1");
        threads.told(List.of(change), "1.2");

        assertThat(threads.above(result)).contains("1.2");
        assertThat(threads.above(result("vol-other"))).isEmpty();
        now.addAndGet(Duration.ofHours(24).toNanos());
        assertThat(threads.above(result)).isEmpty();
    }

    @Test
    void onlyAResultIsBelowAnotherMessage() {
        threads.told(List.of(change, result), "1.1");

        assertThat(threads.above(change)).isEmpty();
        assertThat(threads.above(result)).contains("1.1");
    }

    @Test
    void aRestlessAccountFillsNoMemory() {
        for (int i = 0; i < 100_000; i++) {
            threads.told(List.of(Events.event(Events.change("AWS::EC2::Volume", "vol-" + i))), "1." + i);
        }

        assertThat(threads.size()).isLessThanOrEqualTo(2_000);
    }

    private static ConfigEvent result(String volume) {
        try {
            return Events.event(Files.readString(Path.of("src/test/resources/events/messages/compliance-changed.json"))
                    .replace("vol-0a1b2c3d", volume));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
