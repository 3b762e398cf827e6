package io.configrelay.delivery;

import io.configrelay.slack.SlackMessage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.camel.util.ObjectHelper;
import org.apache.camel.util.StringHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One team's channel: takes the events that its filter let through, and is done with each when Slack has the message
 * that tells of it. Made by the {@code slack-channel} route template, one for each route.
 */
public final class SlackChannel extends ServiceSupport implements AsyncProcessor, CamelContextAware {

    private static final Logger LOG = LoggerFactory.getLogger(SlackChannel.class);

    private final Map<String, String> parameters = new LinkedHashMap<>();
    private CamelContext camelContext;
    private ChannelSettings settings;
    private ProducerTemplate poster;
    private Digest digest;

    /** The parameters of the team's file, which the template fills in under their own names. */
    public Map<String, String> getParameters() {
        return parameters;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        return digest.process(exchange, callback);
    }

    @Override
    public void process(Exchange exchange) {
        digest.process(exchange);
    }

    @Override
    public CompletableFuture<Exchange> processAsync(Exchange exchange) {
        return digest.processAsync(exchange);
    }

    private Digest.Post post(List<Exchange> waiting) {
        SlackMessage message = settings.format()
                .render(waiting.stream()
                        .map(exchange -> Delivery.of(exchange).event())
                        .toList());
        return new Digest.Post() {
            @Override
            public int size() {
                return message.events();
            }

            @Override
            public void send() throws Exception {
                deliver(message);
            }
        };
    }

    private void deliver(SlackMessage message) throws Exception {
        Exchange answer = poster.send(exchange -> {
            exchange.setVariable(SlackPost.WEBHOOK, settings.webhook());
            exchange.setVariable(SlackPost.MESSAGE, message);
            exchange.setVariable(Delivery.CHANNEL, settings.name());
        });
        if (answer.getException() != null) {
            // A stop that runs out of time breaks posts off in many ways; only an answer of Slack's is final.
            boolean answered = ObjectHelper.getException(SlackException.class, answer.getException()) != null;
            throw camelContext.isStopping() && !answered ? new RelayStoppingException() : answer.getException();
        }
        LOG.info("{}: posted {}", settings.name(), message.events() == 1 ? "1 event" : message.events() + " events");
    }

    @Override
    protected void doStart() {
        Map<String, String> kebabCase = new LinkedHashMap<>();
        // Camel's property binding writes max-per-post as maxPerPost.
        parameters.forEach((key, value) -> kebabCase.put(StringHelper.camelCaseToDash(key), value));
        settings = ChannelSettings.of(kebabCase);
        poster = camelContext.createProducerTemplate();
        poster.setDefaultEndpointUri("direct:slack-message");
        DeliveryThreads threads = camelContext.getRegistry().findSingleByType(DeliveryThreads.class);
        digest = new Digest(this::post, settings.maxPerPost(), settings.interval(), threads.clock(), threads.workers());
        ServiceHelper.startService(poster, digest);
        camelContext.getRegistry().findSingleByType(Channels.class).started(settings.name(), this);
        camelContext.getRegistry().findSingleByType(Ledger.class).waiting(settings.name(), digest);
    }

    @Override
    protected void doStop() {
        ServiceHelper.stopService(digest, poster);
    }
}
