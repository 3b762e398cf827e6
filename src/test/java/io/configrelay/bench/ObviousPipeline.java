package io.configrelay.bench;

import io.configrelay.event.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.apache.camel.model.dataformat.JsonLibrary;

/**
 * What people would build of Camel's own components in an afternoon: SQS, unmarshal, a filter for each channel, a post to
 * Slack for each event. The queue's redelivery is its only retry.
 *
 * <p>Arguments: the SQS endpoint, the queue's URL, then for each channel the resource type that it wants and its webhook.
 */
public final class ObviousPipeline extends RouteBuilder {

    private final String endpoint;
    private final String queueUrl;
    private final List<String> channels;

    private ObviousPipeline(String endpoint, String queueUrl, List<String> channels) {
        this.endpoint = endpoint;
        this.queueUrl = queueUrl;
        this.channels = channels;
    }

    /** Runs until it is told to stop. */
    public static void main(String[] args) throws Exception {
        Main main = new Main();
        main.configure()
                .addRoutesBuilder(new ObviousPipeline(
                        args[0], args[1], Arrays.asList(args).subList(2, args.length)));
        main.run();
    }

    @Override
    public void configure() {
        String[] routes = new String[channels.size() / 2];
        Arrays.setAll(routes, i -> "direct:channel-" + i);
        fromF(
                        "aws2-sqs:events?queueUrl=RAW(%s)&overrideEndpoint=true&uriEndpointOverride=RAW(%s)&region=elasticmq"
                                + "&accessKey=x&secretKey=x&useDefaultCredentialsProvider=false"
                                + "&maxMessagesPerPoll=10&concurrentConsumers=4&waitTimeSeconds=5&greedy=true&delay=100",
                        queueUrl, endpoint)
                .routeId("sqs")
                .unmarshal()
                .json(JsonLibrary.Jackson, Map.class)
                .setBody(exchange -> exchange.getMessage().getBody(Map.class).get("Message"))
                .unmarshal()
                .json(JsonLibrary.Jackson, Map.class)
                .multicast()
                .parallelProcessing()
                .to(routes);
        for (int i = 0; i < routes.length; i++) {
            from(routes[i])
                    .routeId("channel-" + i)
                    .filter()
                    .jsonpath("$.configurationItem[?(@.resourceType == '" + channels.get(2 * i) + "')]")
                    .setBody(ObviousPipeline::slackMessage)
                    .setHeader(Exchange.CONTENT_TYPE, constant("application/json"))
                    .to(channels.get(2 * i + 1));
        }
    }

    private static String slackMessage(Exchange exchange) {
        Map<String, Object> message = Json.object(exchange.getMessage().getBody());
        return Json.write(Map.of("text", Json.write(message)));
    }
}
