package io.configrelay.delivery;

import io.configrelay.describe.Accounts;
import io.configrelay.describe.Change;
import io.configrelay.event.ConfigEvent;
import io.configrelay.event.Envelope;
import io.configrelay.event.Notification;
import io.configrelay.event.Opened;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.aws2.sqs.Sqs2Constants;
import org.apache.camel.support.SynchronizationAdapter;

/** Turns what a source delivered into events. */
public final class Decoder {

    private final Clock clock;
    private final Ledger ledger;
    private final Accounts accounts;
    private final InHand inHand;

    /**
     * @param clock for when something was received
     * @param accounts what they are called
     * @param inHand counts what is under way
     */
    public Decoder(Clock clock, Ledger ledger, Accounts accounts, InHand inHand) {
        this.clock = clock;
        this.inHand = inHand;
        this.accounts = accounts;
        this.ledger = ledger;
    }

    /** Notes when the source delivered the body, and in which SQS message. */
    public void receive(Exchange exchange) {
        exchange.setVariable(Delivery.RECEIVED_AT, clock.instant());
        exchange.setVariable(
                Delivery.SQS_MESSAGE_ID, exchange.getMessage().getHeader(Sqs2Constants.MESSAGE_ID, String.class));
        weigh(exchange);
    }

    private void weigh(Exchange exchange) {
        long bytes = exchange.getMessage().getBody(String.class).length();
        inHand.began(bytes);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                inHand.ended(bytes);
            }
        });
    }

    /** The notifications in the body, whatever envelope they came in; the body of each split exchange is one. */
    public List<Opened> open(Exchange exchange) {
        Message message = exchange.getMessage();
        String deliveryId = message.getHeader(Sqs2Constants.MESSAGE_ID, exchange.getExchangeId(), String.class);
        List<Opened> opened = Envelope.open(deliveryId, message.getBody(String.class));
        String source = exchange.getFromRouteId();
        opened.forEach(one -> ledger.received(source));
        return opened;
    }

    /**
     * Decodes one of them: the event goes into a variable, and its JSON view becomes the body that filters see.
     *
     * @throws io.configrelay.event.UnreadableException when it is no AWS Config notification
     */
    public void decode(Exchange exchange) {
        Opened opened = exchange.getMessage().getBody(Opened.class);
        exchange.setVariable(Delivery.OPENED, opened);
        exchange.setVariable(Delivery.CHANGE, change(opened.orThrow()));
        exchange.setVariable(Delivery.CLAIMED, new AtomicBoolean());
        exchange.setVariable(Delivery.FILTER_FAILURES, new ConcurrentHashMap<>());
        ledger.decoded();
        view(exchange);
    }

    /** The event that was decoded. */
    public static ConfigEvent event(Exchange exchange) {
        return Delivery.of(exchange).event();
    }

    /** What a notification says and means. */
    Change change(Notification notification) {
        return Change.of(ConfigEvent.of(notification), accounts);
    }

    /** Puts a more complete message in the place of the decoded one; it stays the same notification. */
    public void replace(Exchange exchange, Map<String, Object> whole) {
        Notification notification = Delivery.of(exchange).opened().orThrow();
        exchange.setVariable(Delivery.CHANGE, change(notification.with(whole)));
    }

    /** Makes the event's JSON view the body. */
    public void view(Exchange exchange) {
        Change change = Delivery.of(exchange).change();
        String risk = change.risk().map(found -> found.level().word()).orElse(null);
        exchange.getMessage().setBody(change.event().view(risk));
    }
}
