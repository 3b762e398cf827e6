package io.configrelay.delivery;

import io.configrelay.event.Envelope;
import io.configrelay.event.Notification;
import io.configrelay.event.Opened;
import io.configrelay.event.Unreadable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;

/** Gets a dead letter to its channel once more, past the channel's filter, which let it through before. */
public final class Resend {

    private final CamelContext context;
    private final Channels channels;
    private final Decoder decoder;
    private final DeliveredOnce once;

    /** @param context with the channels' routes started */
    public Resend(CamelContext context) {
        this.context = context;
        this.channels = context.getRegistry().findSingleByType(Channels.class);
        this.decoder = context.getRegistry().findSingleByType(Decoder.class);
        this.once = context.getRegistry().findSingleByType(DeliveredOnce.class);
    }

    /** Why it can't be sent at all, with a remedy; nothing when it can. */
    public Optional<String> obstacle(DeadLetter letter) {
        if (opened(letter) instanceof Unreadable unreadable) {
            return Optional.of(
                    "its notification can't be read: %s It is left as it is.".formatted(unreadable.detail()));
        }
        if (letter.channel() == null) {
            return Optional.of("it was unreadable, and is readable now. Send its notification to the queue again.");
        }
        return channels.named(letter.channel()).isPresent()
                ? Optional.empty()
                : Optional.of(
                        "there is no channel '%1$s' any more. Give it a file again, send its letters to another with --channel %1$s --to NAME, or delete this letter."
                                .formatted(letter.channel()));
    }

    /**
     * Sends it.
     *
     * @param done is called once, when Slack has it, or with why not
     */
    public void send(DeadLetter letter, Consumer<Optional<String>> done) {
        Exchange exchange = new DefaultExchange(context);
        Notification notification = opened(letter).orThrow();
        exchange.setVariable(Delivery.CHANNEL, letter.channel());
        exchange.setVariable(Delivery.OPENED, notification);
        exchange.setVariable(Delivery.CHANGE, decoder.change(notification));
        exchange.setVariable(Delivery.RECEIVED_AT, letter.receivedAt());
        // Somebody watches the replay.
        exchange.setVariable(SlackChannel.TELL_BEFORE, Instant.now());
        String key = DeliveredOnce.key(exchange);
        try {
            if (!once.add(key)) {
                done.accept(Optional.empty());
                return;
            }
        } catch (StaysWithSourceException e) {
            done.accept(Optional.of(e.getMessage()));
            return;
        }
        SlackChannel channel = channels.named(letter.channel()).orElseThrow();
        channel.process(exchange, doneSync -> {
            Exception failure = exchange.getException();
            if (failure == null) {
                once.confirm(key);
                done.accept(Optional.empty());
            } else {
                once.remove(key);
                done.accept(Optional.of(Reason.of(failure).detail()));
            }
        });
    }

    /** Its notification with the id that it had then: the same in every try. */
    private static Opened opened(DeadLetter letter) {
        List<Opened> opened = Envelope.open(letter.id(), letter.notification());
        return opened.get(0);
    }
}
