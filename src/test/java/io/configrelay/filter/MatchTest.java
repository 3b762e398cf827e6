package io.configrelay.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.configrelay.Events;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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
import org.junit.jupiter.params.provider.CsvSource;
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
            assertThat(outcome(() -> Match.of(text).matches(view)))
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
        filter.setAllowSimple(false);
        filter.setAllowEasyPredicate(false);
        filter.init(CAMEL);
        Exchange exchange = new DefaultExchange(CAMEL);
        exchange.getMessage().setBody(view);
        return filter.matches(exchange);
    }

    private static final String NAME = "a-".repeat(2_000);

    /** Each would take years, or all of the stack, by Java's own regular expressions. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "$[?(@.resourceName =~ /(\\w|-)+/)]",
                "$[?(@.resourceName =~ /((a|-)+)+/)]",
                "$[?(@.resourceName =~ /(.*-){10}/)]",
                "$[?(/(\\w|-)+/ =~ @.resourceName)]"
            })
    void aRegularExpressionTakesTheTimeThatATextIsLong(String text) {
        assertThat(Match.of(text).matches(Map.of("resourceName", NAME))).isTrue();
    }

    @Test
    void whatJavaGoesBackForIsNoMatchAtOnce() {
        Match match = Match.of("$[?(@.resourceName =~ /(.*-){10}prod/)]");

        for (int i = 0; i < 40; i++) {
            assertThat(match.matches(Map.of("resourceName", "a-".repeat(120)))).isFalse();
        }
        assertThat(match.matches(Map.of("resourceName", "a-".repeat(120) + "prod")))
                .isTrue();
    }

    /** RE2 goes through all states of the expression for each character. */
    @Test
    void aRegularExpressionOnALongTextHasAnEnd() {
        Match match = Match.of("$[?(@.message.long =~ /((.*a?){200})y/)]");

        assertThatThrownBy(() -> match.matches(Map.of("message", Map.of("long", "abc".repeat(300_000)))))
                .isInstanceOfSatisfying(
                        FilterFailedException.class, e -> assertThat(e.isLate()).isTrue());
    }

    @Test
    void aFilterThatWalksTheEventManyTimesHasAnEnd() {
        Match match = Match.of("$..[?(@..[?(@..[?(@..nothing)])])]");

        assertThatThrownBy(() -> match.matches(tree(12)))
                .isInstanceOfSatisfying(
                        FilterFailedException.class, e -> assertThat(e.isLate()).isTrue());
    }

    @Test
    void aFilterThatWalksAnEventOfManyListsManyTimesHasAnEnd() {
        Object large = Map.of("end", 1);
        for (int i = 0; i < 11; i++) {
            large = List.of(large, large);
        }
        Map<String, Object> event = Map.of("message", Map.of("large", large));
        Match match = Match.of("$..[?(@..[?(@..[?(@..[?(@..[?(@..nothing)])])])])]");

        assertThatThrownBy(() -> match.matches(event))
                .isInstanceOfSatisfying(
                        FilterFailedException.class, e -> assertThat(e.isLate()).isTrue());
    }

    /** Whoever took too long ten times rests: then the other channels don't wait for it at every event. */
    @Test
    void aFilterThatIsAlwaysTooSlowRests() {
        Match match = Match.of("$..[?(@..[?(@..[?(@..nothing)])])]");
        Map<String, Object> event = tree(12);
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> match.matches(event)).isInstanceOf(FilterFailedException.class);
        }

        assertThatThrownBy(() -> match.matches(Map.of()))
                .isInstanceOfSatisfying(
                        FilterFailedException.class, e -> assertThat(e.isLate()).isTrue());
    }

    @Test
    void aFilterThatOverflowsTheStackFails() throws Exception {
        Map<String, Object> deep = Map.of("end", true);
        for (int i = 0; i < 5_000; i++) {
            deep = Map.of("below", deep);
        }
        Map<String, Object> event = deep;
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Thread small = new Thread(
                null,
                () -> failure.complete(catchThrowable(() -> Match.of("$..end").matches(event))),
                "of a small stack",
                200_000);
        small.start();

        assertThat(failure.get(60, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        FilterFailedException.class, e -> assertThat(e.isLate()).isFalse());
    }

    private static Map<String, Object> tree(int depth) {
        return depth == 0 ? Map.of("leaf", depth) : Map.of("left", tree(depth - 1), "right", tree(depth - 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/a(?=b)/       | invalid or unsupported Perl syntax",
                "/(a)\\1/        | invalid escape sequence",
                "/a++b/         | invalid nested repetition operator",
                "/[a-z&&[^x]]/  | a set of characters within another, or &&",
                "/[a[bc]]/      | a set of characters within another, or &&",
                "/a/u           | the flag u"
            })
    void whatRe2DoesNotTakeHasAProblem(String literal, String problem) {
        assertThat(LinearRegex.problem(literal)).contains(problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/a.*/", "/[]a]+/", "/[^]a]+/", "/[[:alpha:]]+/", "/\\[a\\]/i", "/(?i)a{2,3}\\d/ism", "/[\\]&]/"
            })
    void theRestHasNone(String literal) {
        assertThat(LinearRegex.problem(literal)).isEmpty();
    }
}
