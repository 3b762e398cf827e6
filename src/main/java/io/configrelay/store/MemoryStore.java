package io.configrelay.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.configrelay.event.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys in the memory of this process: the newest so many, each for so long. Nothing can be parked in it. A stop writes the
 * keys to a file and the next start reads it, because what some channels of a notification had at the stop comes again
 * when another channel didn't have it.
 */
public final class MemoryStore implements Store {

    private static final Logger LOG = LoggerFactory.getLogger(MemoryStore.class);

    private final Cache<String, Boolean> keys;
    private final Optional<Path> file;

    /**
     * @param size how many keys at the most
     * @param keep how long each
     * @param file where they are between a stop and the next start; nothing for nowhere. One that is missing or damaged
     *     costs at most some duplicates
     */
    public MemoryStore(long size, Duration keep, Optional<Path> file) {
        // Evicts on the calling thread, so that the bound holds at any moment.
        keys = Caffeine.newBuilder()
                .maximumSize(size)
                .expireAfterWrite(keep)
                .executor(Runnable::run)
                .build();
        this.file = file;
        file.filter(Files::exists).ifPresent(this::load);
    }

    private void load(Path file) {
        delivered(read(file));
    }

    private static List<String> read(Path file) {
        List<String> keys = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file)) {
                keys.add(String.valueOf(Json.read(line)));
            }
        } catch (JsonProcessingException e) {
            LOG.warn("{} is damaged; notifications delivered before may be posted again.", file);
        } catch (IOException e) {
            LOG.warn("{} can't be read; notifications delivered before may be posted again: {}", file, e.toString());
        }
        return keys;
    }

    /** Has a durable store know what a relay without one wrote to its file, which is deleted then. */
    public static void moveKeys(Path file, Store store) {
        if (!Files.exists(file)) {
            return;
        }
        try {
            store.delivered(read(file));
            Files.delete(file);
            LOG.info("{} is in the store now.", file);
        } catch (IOException | StoreUnavailableException e) {
            LOG.warn("{} can't be moved into the store; it is tried again at the next start: {}", file, e.toString());
        }
    }

    /** Writes the keys, whole or not at all. */
    private void save(Path file) {
        List<String> lines = keys.asMap().keySet().stream().map(Json::write).toList();
        try {
            Path whole = Files.write(file.resolveSibling(file.getFileName() + ".new"), lines);
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.warn(
                    "{} can't be written; what comes again after the next start is posted again: {}",
                    file,
                    e.toString());
        }
    }

    @Override
    public boolean isDurable() {
        return false;
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public boolean isKnown(String key) {
        return keys.getIfPresent(key) != null;
    }

    @Override
    public void delivered(Collection<String> delivered) {
        delivered.forEach(key -> keys.put(key, true));
    }

    @Override
    public void park(Collection<Parked> events) {
        throw new UnsupportedOperationException("relay.store = none");
    }

    @Override
    public List<Parked> take(String channel, int most, Due due, Instant until) {
        return List.of();
    }

    @Override
    public void renew(Collection<String> of, Instant until) {}

    @Override
    public void probe() {}

    @Override
    public void release(Collection<String> of) {}

    @Override
    public void failing(Collection<String> of, Instant since) {}

    @Override
    public void forget(Collection<String> of) {}

    @Override
    public List<Backlog> backlogs() {
        return List.of();
    }

    @Override
    public long size() {
        return 0;
    }

    @Override
    public void clean() {}

    @Override
    public void close() {
        file.ifPresent(this::save);
    }
}
