package io.configrelay.s3;

import io.configrelay.delivery.Decoder;
import io.configrelay.event.ConfigEvent;
import io.configrelay.event.ConfigMessage.OversizedItemChange;
import io.configrelay.event.Json;
import io.configrelay.event.S3Object;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/**
 * Puts the whole of an oversized item in the place of its summary. Whatever goes wrong with that, the summary is told
 * instead: it has lost nothing but the details, and says where they are.
 *
 * @see <a href="https://docs.aws.amazon.com/config/latest/developerguide/oversized-notification-example.html">Oversized
 *     notifications</a>
 */
public final class OversizedItems {

    private static final Logger LOG = LoggerFactory.getLogger(OversizedItems.class);

    private static final int GZIP_MAGIC = 0x1f;

    private final boolean fetch;
    private final int maxBytes;
    private final Duration timeout;
    private final Decoder decoder;
    private final MeterRegistry metrics;

    /**
     * @param fetch whether to read from S3 at all, {@code relay.s3.fetch}
     * @param maxBytes of an item, unpacked
     * @param timeout of the whole of reading one
     */
    public OversizedItems(boolean fetch, int maxBytes, Duration timeout, Decoder decoder, MeterRegistry metrics) {
        this.fetch = fetch;
        this.maxBytes = maxBytes;
        this.timeout = timeout;
        this.decoder = decoder;
        this.metrics = metrics;
    }

    /** Whether this exchange's event is the summary of something that may be read. */
    public boolean wanted(Exchange exchange) {
        return fetch && object(Decoder.event(exchange)) != null;
    }

    private static S3Object object(ConfigEvent event) {
        return event.content() instanceof OversizedItemChange oversized ? oversized.object() : null;
    }

    /** Makes the request for it the body. */
    public void request(Exchange exchange) {
        S3Object object = object(Decoder.event(exchange));
        exchange.getMessage()
                .setBody(GetObjectRequest.builder()
                        .bucket(object.bucket())
                        .key(object.key())
                        .overrideConfiguration(call -> call.apiCallTimeout(timeout))
                        .build());
    }

    /**
     * Reads the answer, which is the body: a notification or an item alone, gzipped or not.
     *
     * @throws IOException when it is none of these, too large, or too slow
     */
    public void read(Exchange exchange) throws IOException {
        Map<String, Object> whole;
        try (InputStream body = exchange.getMessage().getBody(InputStream.class)) {
            whole = Json.object(Json.read(text(body)));
        }
        if (whole.get("resourceType") instanceof String) {
            whole = notification(whole);
        }
        if (!(whole.get("messageType") instanceof String) || !whole.containsKey("configurationItem")) {
            throw new IOException("it is no configuration item");
        }
        decoder.replace(exchange, whole);
        count("fetched");
    }

    /** An item alone, as AWS Config's history has them. */
    private static Map<String, Object> notification(Map<String, Object> item) {
        Map<String, Object> notification = new LinkedHashMap<>();
        notification.put("configurationItem", item);
        notification.put("messageType", "ConfigurationItemChangeNotification");
        return notification;
    }

    /** Tells that the summary has to do. */
    public void unavailable(Exchange exchange) {
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        ConfigEvent event = Decoder.event(exchange);
        LOG.warn(
                "{}: the summary is told, because {} can't be read: {}",
                event.id(),
                object(event).uri(),
                String.valueOf(failure.getMessage()).lines().findFirst().orElse(""));
        count("unavailable");
    }

    private String text(InputStream body) throws IOException {
        long deadline = System.nanoTime() + timeout.toNanos();
        PushbackInputStream stream = new PushbackInputStream(body);
        int first = stream.read();
        if (first >= 0) {
            stream.unread(first);
        }
        InputStream in = first == GZIP_MAGIC ? new GZIPInputStream(stream) : stream;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            bytes.write(buffer, 0, count);
            if (bytes.size() > maxBytes) {
                throw new IOException("it is larger than relay.s3.max-size");
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("it took longer than relay.s3.timeout");
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private void count(String outcome) {
        metrics.counter("relay.s3.items", "outcome", outcome).increment();
    }
}
