package io.configrelay.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.configrelay.event.ConfigEvent;
import io.configrelay.event.ConfigMessage.ComplianceChange;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;

/**
 * Has a rule's result told once in a channel, where AWS Config sends it twice: as a notification, and as an item of {@code
 * AWS::Config::ResourceCompliance}. The first of the two is delivered. The second is a duplicate when the first was
 * delivered a short while ago; while the first is under way it waits for the end of that, and is delivered itself when
 * that failed. Each first has one second at the most, so a result that comes and goes is told each time.
 *
 * <p>In memory: after a restart, and with several replicas, both may be told.
 */
final class CompliancePairs {

    /** A second that comes later than this after the first was delivered is told, too. */
    static final Duration WITHIN = Duration.ofMinutes(15);

    private static final int RESULTS = 10_000;

    private static final class First {
        private final boolean item;

        /** Whoever sent it waits for an answer, so it is not held back. */
        private final boolean hurried;

        private boolean delivered;
        private long deliveredAt;
        private Second second;

        private First(Exchange exchange) {
            this.item = isItem(exchange);
            this.hurried = isHurried(exchange);
        }
    }

    private record Second(Exchange exchange, AsyncCallback callback) {}

    private final AsyncProcessor delivery;
    private final Ticker ticker;

    /** Firsts without a second, by {@link ConfigEvent#complianceKey()}, oldest first. */
    private final Cache<String, Deque<First>> alone;

    /** @param delivery of what is to be told */
    CompliancePairs(AsyncProcessor delivery, Ticker ticker) {
        this.delivery = delivery;
        this.ticker = ticker;
        this.alone = Caffeine.newBuilder()
                .maximumSize(RESULTS)
                .expireAfterWrite(WITHIN)
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    /** Delivers an event, or has it wait, or ends it as a duplicate; as an {@link AsyncProcessor}. */
    boolean process(Exchange exchange, AsyncCallback callback) {
        Optional<String> key = Delivery.of(exchange).event().complianceKey();
        if (key.isEmpty()) {
            return delivery.process(exchange, callback);
        }
        First first;
        synchronized (this) {
            First other = take(key.get(), exchange);
            if (other != null && !other.delivered) {
                other.second = new Second(exchange, callback);
                return false;
            }
            first = other == null ? add(key.get(), new First(exchange)) : null;
        }
        if (first == null) {
            end(exchange);
            callback.done(true);
            return true;
        }
        return delivery.process(exchange, doneSync -> {
            Second second = ended(key.get(), first, exchange.getException() == null);
            callback.done(doneSync);
            if (second != null) {
                follow(first, second);
            }
        });
    }

    /** The oldest first of the other form that this can be the second of; it is nobody else's from here on. */
    private First take(String key, Exchange exchange) {
        Deque<First> firsts = alone.getIfPresent(key);
        Iterator<First> each = firsts == null ? new ArrayDeque<First>().iterator() : firsts.iterator();
        while (each.hasNext()) {
            First first = each.next();
            boolean late = first.delivered && ticker.read() - first.deliveredAt >= WITHIN.toNanos();
            // An answer can't wait for what is held back for hours.
            boolean canWait = first.delivered || first.hurried || !isHurried(exchange);
            if (late) {
                each.remove();
            } else if (first.item != isItem(exchange) && canWait) {
                each.remove();
                return first;
            }
        }
        return null;
    }

    private First add(String key, First first) {
        Deque<First> firsts = Optional.ofNullable(alone.getIfPresent(key)).orElseGet(ArrayDeque::new);
        firsts.add(first);
        // Anew, so that the time that it is kept begins anew.
        alone.put(key, firsts);
        return first;
    }

    private synchronized Second ended(String key, First first, boolean delivered) {
        Deque<First> firsts = alone.getIfPresent(key);
        boolean isAlone = firsts != null && firsts.remove(first);
        first.delivered = delivered;
        first.deliveredAt = ticker.read();
        if (delivered && first.second == null && isAlone) {
            add(key, first);
        }
        return first.second;
    }

    private void follow(First first, Second second) {
        if (first.delivered) {
            end(second.exchange());
            second.callback().done(false);
        } else {
            boolean unused =
                    process(second.exchange(), doneSync -> second.callback().done(false));
        }
    }

    /** Ends it as the idempotent consumer ends a duplicate. */
    private static void end(Exchange exchange) {
        exchange.setProperty(ExchangePropertyKey.DUPLICATE_MESSAGE, true);
    }

    private static boolean isHurried(Exchange exchange) {
        return exchange.getVariable(SlackChannel.TELL_BEFORE) != null;
    }

    private static boolean isItem(Exchange exchange) {
        return Delivery.of(exchange).event().content() instanceof ComplianceChange result && result.isItem();
    }
}
