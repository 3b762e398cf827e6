package io.configrelay.delivery;

import io.configrelay.store.Store;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.spi.IdempotentRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a notification that comes twice from being posted twice. A key is written to the store only after Slack's ok, so
 * that a crash before it loses nothing; until then it is known here as under way. What comes again meanwhile stays with
 * its source, and is a duplicate when it comes the next time.
 *
 * <p>Between Slack's ok and the written key there is a moment in which a crash makes a duplicate: Slack offers nothing
 * that would close it.
 */
public final class DeliveredOnce implements IdempotentRepository {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveredOnce.class);

    private static final int ID_LENGTH = 160;

    private final Store store;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    /** Those under way of which the store knows already what became of them. */
    private final Set<String> settled = ConcurrentHashMap.newKeySet();

    /** @param store of the keys that were delivered */
    public DeliveredOnce(Store store) {
        this.store = store;
    }

    /**
     * Slack took one post that told of all these.
     *
     * @return false when that can't be written down
     */
    boolean delivered(Collection<Exchange> exchanges) {
        List<String> keys = exchanges.stream().map(DeliveredOnce::key).toList();
        boolean written = write(keys);
        keys.forEach(this::settled);
        return written;
    }

    /** The store knows what became of this one, or need not. */
    void settled(String key) {
        if (underWay.contains(key)) {
            settled.add(key);
        }
    }

    private boolean write(Collection<String> keys) {
        try {
            store.delivered(keys);
            return true;
        } catch (RuntimeException e) {
            LOG.error(
                    "What was delivered can't be written down; if {} comes again, it is posted twice: {}",
                    keys.stream().limit(3).map(LogValue::quoted).collect(Collectors.joining(", ")),
                    SourceLog.line(e));
            return false;
        }
    }

    /** The key of an exchange: its channel and its notification's id, hashed where a sender made it very long. */
    public static String key(Exchange exchange) {
        Delivery delivery = Delivery.of(exchange);
        String id = delivery.event().id();
        return delivery.channel() + "/" + (id.length() <= ID_LENGTH ? id : sha256(id));
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /**
     * Begins a delivery.
     *
     * @return false when it was delivered before
     * @throws StaysWithSourceException when it is under way, or when the store can't tell
     */
    @Override
    public boolean add(String key) {
        if (!underWay.add(key)) {
            throw new UnderWayException();
        }
        boolean known = true;
        try {
            known = store.isKnown(key);
            return !known;
        } catch (RuntimeException e) {
            throw new UnknownException(e);
        } finally {
            if (known) {
                underWay.remove(key);
            }
        }
    }

    /** Ends a delivery that came to its end. */
    @Override
    public boolean confirm(String key) {
        boolean written = settled.remove(key) || write(List.of(key));
        underWay.remove(key);
        return written;
    }

    /** Ends a delivery that failed. */
    @Override
    public boolean remove(String key) {
        settled.remove(key);
        return underWay.remove(key);
    }

    @Override
    public boolean contains(String key) {
        return store.isKnown(key);
    }

    @Override
    public void clear() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void start() {}

    /** A route that stops stops its repository, but this one belongs to all channels. */
    @Override
    public void stop() {}

    /** The same notification is being delivered to the same channel. */
    public static final class UnderWayException extends StaysWithSourceException {
        private static final long serialVersionUID = 1L;

        private UnderWayException() {
            super(
                    "The same notification is under way to this channel; it stays with its source until that is done.",
                    null);
        }
    }

    /** Nobody can tell whether it was delivered before. */
    public static final class UnknownException extends StaysWithSourceException {
        private static final long serialVersionUID = 1L;

        private UnknownException(Throwable cause) {
            super("Whether it was delivered before can't be read (relay.store); it stays with its source.", cause);
        }
    }
}
