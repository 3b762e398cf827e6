package io.configrelay.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.configrelay.event.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the keys of {@link DeliveredOnce} in the memory of this process, for one replica: the newest so many, each for so
 * long. A stop writes them to a file and the next start reads it, because what some channels of a notification had at
 * the stop comes again when another channel didn't have it.
 */
public final class DeliveredInMemory extends ServiceSupport implements IdempotentRepository {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveredInMemory.class);

    private final Cache<String, Boolean> keys;

    /**
     * @param size how many keys at the most
     * @param keep how long each
     */
    public DeliveredInMemory(long size, Duration keep) {
        // Evicts on the calling thread, so that the bound holds at any moment.
        keys = Caffeine.newBuilder()
                .maximumSize(size)
                .expireAfterWrite(keep)
                .executor(Runnable::run)
                .build();
    }

    /** Reads what {@link #save} wrote; a file that is missing or damaged costs at most some duplicates. */
    public void load(Path file) {
        if (!Files.exists(file)) {
            return;
        }
        try {
            for (String line : Files.readAllLines(file)) {
                keys.put(String.valueOf(Json.read(line)), true);
            }
        } catch (JsonProcessingException e) {
            LOG.warn("{} is damaged; notifications delivered before may be posted again.", file);
        } catch (IOException e) {
            LOG.warn("{} can't be read; notifications delivered before may be posted again: {}", file, e.toString());
        }
    }

    /** Writes the keys to a file, whole or not at all. */
    public void save(Path file) {
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
    public boolean add(String key) {
        return keys.asMap().putIfAbsent(key, true) == null;
    }

    @Override
    public boolean contains(String key) {
        return keys.getIfPresent(key) != null;
    }

    @Override
    public boolean remove(String key) {
        return keys.asMap().remove(key) != null;
    }

    @Override
    public boolean confirm(String key) {
        return contains(key);
    }

    @Override
    public void clear() {
        keys.invalidateAll();
    }
}
