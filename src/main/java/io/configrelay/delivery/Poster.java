package io.configrelay.delivery;

import io.configrelay.event.ConfigEvent;
import io.configrelay.slack.SlackMessage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Posts one channel's messages to where they go, by whatever secret that has at the time. */
final class Poster extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(Poster.class);

    private final CamelContext context;
    private final String channel;
    private final ProducerTemplate routes;
    private final boolean parks;
    private final MentionPermission permission = new MentionPermission(System::nanoTime);
    private volatile Destination destination;

    /**
     * @param destination for as long as Slack knows its secret
     * @param parks whether what can't be told soon is parked
     */
    Poster(CamelContext context, String channel, Destination destination, boolean parks) {
        this.context = context;
        this.channel = channel;
        this.destination = destination;
        this.parks = parks;
        this.routes = context.createProducerTemplate();
    }

    /** The routes of {@code slack-post.camel.yaml}. */
    private enum Way {
        MESSAGE("direct:slack-message"),
        DETAILS("direct:slack-details");

        private final String route;

        Way(String route) {
            this.route = route;
        }
    }

    /**
     * What is posted.
     *
     * @param thread {@code ts} of the message that it shall stand below
     * @param events that it tells of, for the log
     */
    private record Post(Way way, SlackMessage message, Optional<String> thread, List<ConfigEvent> events) {}

    /**
     * Posts a message.
     *
     * @param thread {@code ts} of the message that it shall stand below; nothing for none
     * @param events that it tells of, for the log
     * @throws Exception when Slack doesn't take it, or the relay stops
     */
    SlackReceipt post(SlackMessage message, Optional<String> thread, List<ConfigEvent> events) throws Exception {
        return post(new Post(Way.MESSAGE, message, thread, events));
    }

    /**
     * Posts what stands below a message that Slack has. It is tried for as long as anything is, also where there is a
     * store: from there, the message would come once more with it.
     *
     * @throws Exception when Slack doesn't take it, or the relay stops
     */
    void details(SlackMessage details, Optional<String> below, List<ConfigEvent> events) throws Exception {
        SlackReceipt unused = post(new Post(Way.DETAILS, details, below, events));
    }

    /** Once more when Slack knew the secret no more and there is another one. */
    private SlackReceipt post(Post post) throws Exception {
        try {
            return send(post);
        } catch (SlackException.Rejected e) {
            if (e.reason().isOfSecret() && isReplaced()) {
                return send(post);
            }
            throw e;
        }
    }

    private boolean isReplaced() {
        Optional<Destination> now = context.getRegistry()
                .findSingleByType(Destinations.class)
                .anew(channel)
                .map(ChannelSettings::destination)
                .filter(read -> !read.equals(destination));
        now.ifPresent(read -> {
            destination = read;
            LOG.info("{}: its secret was replaced; posting with the new one", channel);
        });
        return now.isPresent();
    }

    private SlackReceipt send(Post post) throws Exception {
        Exchange answer = routes.send(post.way().route, exchange -> {
            exchange.setVariable(SlackPost.DESTINATION, destination);
            exchange.setVariable(
                    SlackPost.MESSAGE,
                    destination.addressed(post.message(), post.thread().orElse(null)));
            exchange.setVariable(SlackPost.PERMISSION, permission);
            exchange.setVariable(SlackPost.EVENTS, post.events());
            exchange.setVariable(SlackPost.PARKS, parks && post.way() == Way.MESSAGE);
            exchange.setVariable(SlackPost.TRIED, new AtomicInteger());
            exchange.setVariable(Delivery.CHANNEL, channel);
        });
        if (answer.getException() != null) {
            // A stop that runs out of time breaks posts off in many ways; only an answer of Slack's is final.
            boolean answered =
                    Reason.cause(SlackException.class, answer.getException()).isPresent();
            throw context.isStopping() && !answered ? new RelayStoppingException() : answer.getException();
        }
        return answer.getVariable(SlackPost.RECEIPT, SlackReceipt.class);
    }

    @Override
    protected void doStart() {
        ServiceHelper.startService(routes);
    }

    @Override
    protected void doStop() {
        ServiceHelper.stopService(routes);
    }
}
