package io.configrelay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.configrelay.Events;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.jsonpath.JsonPathExpression;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MatchTest {

    private static final CamelContext CAMEL = new DefaultCamelContext();

    @BeforeAll
    static void start() {
        CAMEL.build();
    }

    @AfterAll
    static void stop() {
        CAMEL.stop();
    }

    /** A port opened, and one whose fields hold what predicates may take for something else. */
    private static final List<Map<String, Object>> VIEWS = List.of(
            Events.event(Events.opened("123456789012", "sg-1", 22)).view("high"),
            Map.of("risk", "false", "resourceType", "", "region", List.of(), "tags", Map.of(), "changeType", false));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$",
                "$[?(@.risk == 'high')]",
                "$[?(@.risk == 'low')]",
                "$[?(@.resourceType in ['AWS::EC2::SecurityGroup', 'AWS::EC2::VPC'])]",
                "$[?(@.resourceType =~ /AWS::EC2::.*/ && !(@.risk == 'low'))]",
                "$[?(@.tags.team == 'web' || @.changeType == 'UPDATE')]",
                "$[?(@.tags == {})]",
                "$[?(@.region == [])]",
                "$[?(@.changedProperties.length() > 0)]",
                "$[?(@.message.configurationItem.nothing.below == 1)]",
                "$[?(@.risk)]",
                "$.risk",
                "$.region",
                "$.resourceType",
                "$.tags",
                "$.changeType",
                "$.nothing",
                "$.risk.below",
                "$..awsRegion",
                "$.message[?(@.awsRegion == 'eu-west-1')]",
                "$.region[0]",
                "$.length()",
                "$[?(@.risk =~ /(/)]"
            })
    void aFilterSaysWhatItSaysInTheRoute(String text) {
        for (Map<String, Object> view : VIEWS) {
            assertThat(outcome(() -> Match.of(text).orElseThrow().matches(view)))
                    .as("%s of %s", text, view.get("risk"))
                    .isEqualTo(outcome(() -> inTheRoute(text, view)));
        }
    }

    private static String outcome(BooleanSupplier judgement) {
        try {
            return String.valueOf(judgement.getAsBoolean());
        } catch (RuntimeException e) {
            return "failed";
        }
    }

    /** As {@code jsonpath} with {@code suppressExceptions} in slack-channel.camel.yaml makes it. */
    private static boolean inTheRoute(String text, Map<String, Object> view) {
        JsonPathExpression filter = new JsonPathExpression(text);
        filter.setSuppressExceptions(true);
        filter.setPredicate(true);
        filter.init(CAMEL);
        Exchange exchange = new DefaultExchange(CAMEL);
        exchange.getMessage().setBody(view);
        return filter.matches(exchange);
    }

    @Test
    void whatOnlyTheRouteUnderstandsIsLeftToIt() {
        assertThat(Match.of("$[?(@.risk == '${variable.wanted}')]")).isEmpty();
        assertThat(Match.of("risk == 'high'")).isEmpty();
    }
}
