package io.configrelay.delivery;

import io.configrelay.describe.Change;
import io.configrelay.describe.Risk;
import io.configrelay.event.ConfigEvent;
import io.configrelay.slack.Housekeeping;
import io.configrelay.slack.SlackMessage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;

/**
 * Makes posts of what waits in a channel: first what the relay says of itself, then, alone, a change of high risk, then
 * the others together, as many as one message holds, with all the housekeeping. What belongs into a thread goes there.
 */
final class ChannelPosts implements Digest.Posts {

    /** Variable, a {@code SlackMessage}: no event, but what the relay says of itself. */
    static final String NOTICE = "notice";

    /** Variable, set where a quiet time held the event back. */
    static final String HELD = "held";

    private final ChannelSettings settings;
    private final Poster poster;
    private final DeliveredOnce once;
    private final boolean parks;
    private final Threads threads = new Threads(System::nanoTime);
    private final PerMinute ahead;

    /** @param parks whether what Slack doesn't take at the time is parked */
    ChannelPosts(ChannelSettings settings, Poster poster, DeliveredOnce once, boolean parks) {
        this.parks = parks;
        this.once = once;
        this.settings = settings;
        this.poster = poster;
        this.ahead = new PerMinute(settings.highRiskPerMinute(), System::nanoTime);
    }

    @Override
    public boolean isOfAll(Throwable failure) {
        return parks && Reason.isPassing(failure);
    }

    private boolean isFolded(Exchange exchange) {
        return settings.isFolded(Delivery.of(exchange).change());
    }

    private static int held(List<Exchange> exchanges) {
        return (int) exchanges.stream()
                .filter(exchange -> exchange.getVariable(HELD, false, Boolean.class))
                .count();
    }

    @Override
    public Digest.Post of(List<Exchange> waiting) {
        Optional<Exchange> notice = waiting.stream()
                .filter(exchange -> exchange.getVariable(NOTICE) != null)
                .findFirst();
        if (notice.isPresent()) {
            return post(notice.get());
        }
        List<Exchange> folded = waiting.stream().filter(this::isFolded).toList();
        List<Exchange> inOrder = waiting.stream()
                .filter(exchange -> !isFolded(exchange))
                .sorted(Comparator.comparing(
                        exchange -> Delivery.of(exchange).change(),
                        settings.format().order()))
                .toList();
        Optional<String> thread = inOrder.stream().findFirst().flatMap(this::above);
        List<Exchange> shown = inOrder.stream()
                .filter(exchange -> above(exchange).equals(thread))
                .limit(settings.maxPerPost())
                .toList();
        return isAlone(shown) ? post(shown.subList(0, 1), List.of(), thread) : post(shown, folded, thread);
    }

    /** The first has a message of its own where all of high risk may have one: none waits for another's. */
    private boolean isAlone(List<Exchange> shown) {
        int grave = (int) shown.stream()
                .filter(exchange -> Risk.isHigh(Delivery.of(exchange).change().risk()))
                .count();
        return shown.size() > 1 && grave > 0 && ahead.tryAcquireOneOf(grave);
    }

    private Digest.Post post(Exchange notice) {
        return new Digest.Post() {
            @Override
            public List<Exchange> exchanges() {
                return List.of(notice);
            }

            @Override
            public void send() throws Exception {
                SlackReceipt unused =
                        poster.post(notice.getVariable(NOTICE, SlackMessage.class), Optional.empty(), List.of());
            }
        };
    }

    private Optional<String> above(Exchange exchange) {
        return threads.above(Delivery.of(exchange).event());
    }

    private Digest.Post post(List<Exchange> shown, List<Exchange> folded, Optional<String> thread) {
        SlackMessage message = settings.format().render(changes(shown), Housekeeping.of(changes(folded), held(shown)));
        List<Exchange> told = new ArrayList<>(shown.subList(0, message.events()));
        told.addAll(folded);
        return new Digest.Post() {
            @Override
            public List<Exchange> exchanges() {
                return told;
            }

            @Override
            public void send() throws Exception {
                SlackReceipt own = poster.post(message, thread, events(told));
                Optional<String> top = thread.or(own::ts);
                if (message.details().isPresent()) {
                    poster.details(message.details().get(), top, events(told));
                }
                top.ifPresent(ts -> threads.told(events(told), ts));
                told.forEach(exchange -> exchange.setVariable(Delivery.RECEIPT, own));
                if (once.delivered(told)) {
                    told.forEach(exchange -> exchange.setVariable(Delivery.WRITTEN, true));
                }
            }
        };
    }

    private static List<Change> changes(List<Exchange> exchanges) {
        return exchanges.stream()
                .map(exchange -> Delivery.of(exchange).change())
                .toList();
    }

    private static List<ConfigEvent> events(List<Exchange> exchanges) {
        return exchanges.stream().map(exchange -> Delivery.of(exchange).event()).toList();
    }
}
