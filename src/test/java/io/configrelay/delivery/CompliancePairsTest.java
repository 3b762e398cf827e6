package io.configrelay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.configrelay.Events;
import io.configrelay.describe.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** Of the two messages of a rule's result one is told, and never none. */
class CompliancePairsTest {

    private static final String N = "NON_COMPLIANT";
    private static final String C = "COMPLIANT";

    private final CamelContext context = new DefaultCamelContext();
    private final AtomicLong now = new AtomicLong();
    private final List<Exchange> ended = new ArrayList<>();

    /** What is being delivered, in turn: its exchange, then what ends it. */
    private final List<Exchange> underWay = new ArrayList<>();

    private final List<AsyncCallback> callbacks = new ArrayList<>();

    private final CompliancePairs pairs = new CompliancePairs(
            new AsyncProcessorSupport() {
                @Override
                public boolean process(Exchange exchange, AsyncCallback callback) {
                    underWay.add(exchange);
                    callbacks.add(callback);
                    return false;
                }
            },
            now::get);

    @Test
    void theSecondIsADuplicateWhicheverComesFirst() {
        for (boolean itemFirst : List.of(true, false)) {
            Exchange first = offer(result(itemFirst, N));
            end(true);
            Exchange second = offer(result(!itemFirst, N));

            assertThat(ended).contains(first, second);
            assertThat(isDuplicate(first)).isFalse();
            assertThat(isDuplicate(second)).isTrue();
            assertThat(underWay).isEmpty();
        }
    }

    @Test
    void whileTheFirstIsUnderWayTheSecondWaitsForItsEnd() {
        Exchange first = offer(result(false, N));
        Exchange second = offer(result(true, N));
        assertThat(underWay).containsExactly(first);
        assertThat(ended).isEmpty();

        end(true);

        assertThat(ended).containsExactly(first, second);
        assertThat(isDuplicate(second)).isTrue();
    }

    @Test
    void whenTheFirstFailsTheSecondIsDelivered() {
        Exchange first = offer(result(false, N));
        Exchange second = offer(result(true, N));

        end(false);
        assertThat(ended).containsExactly(first);
        assertThat(underWay).containsExactly(second);
        end(true);

        assertThat(ended).containsExactly(first, second);
        assertThat(isDuplicate(second)).isFalse();
    }

    @Test
    void whatFailedSwallowsNothingLater() {
        offer(result(false, N));
        end(false);

        Exchange second = offer(result(true, N));

        assertThat(underWay).containsExactly(second);
    }

    @Test
    void aFirstHasOneSecondSoThatAResultThatComesAndGoesIsToldEachTime() {
        int told = 0;
        for (String result : List.of(N, C, N, C)) {
            Exchange notification = offer(result(false, result));
            end(true);
            Exchange item = offer(result(true, result));
            told += isDuplicate(notification) ? 0 : 1;
            assertThat(isDuplicate(item)).isTrue();
        }
        assertThat(told).isEqualTo(4);
    }

    @Test
    void itemsThatComeLateEachFindTheirNotification() {
        for (String result : List.of(N, C, N)) {
            offer(result(false, result));
            end(true);
        }
        for (String result : List.of(N, C, N)) {
            assertThat(isDuplicate(offer(result(true, result)))).isTrue();
        }
        Exchange fourth = offer(result(true, N));
        assertThat(underWay).containsExactly(fourth);
    }

    @Test
    void twoOfTheSameFormAreBothTold() {
        offer(result(false, N));
        end(true);

        Exchange again = offer(result(false, N));

        assertThat(underWay).containsExactly(again);
    }

    @Test
    void afterAWhileTheSecondIsTold() {
        offer(result(false, N));
        end(true);
        now.addAndGet(CompliancePairs.WITHIN.toNanos());

        Exchange late = offer(result(true, N));

        assertThat(underWay).containsExactly(late);
    }

    @Test
    void anAnswerIsNotKeptWaitingForWhatIsHeldBack() {
        Exchange held = offer(result(false, N));
        Exchange hurried = exchange(result(true, N));
        hurried.setVariable(SlackChannel.TELL_BEFORE, Instant.now().plus(Duration.ofSeconds(10)));
        offer(hurried);

        assertThat(underWay).containsExactly(held, hurried);
    }

    @Test
    void otherRulesResourcesAndEventsAreNotHeldBack() {
        offer(result(false, N));
        end(true);

        offer(Events.recordedRuleResult("vol-1", "other", C, N));
        offer(Events.recordedRuleResult("vol-2", "encrypted", C, N));
        offer(Events.securityGroup("sg-1"));

        assertThat(underWay).hasSize(3);
    }

    private static String result(boolean item, String after) {
        String before = after.equals(N) ? C : N;
        return item
                ? Events.recordedRuleResult("vol-1", "encrypted", before, after)
                : Events.ruleResult("vol-1", "encrypted", before, after);
    }

    private Exchange offer(String event) {
        return offer(exchange(event));
    }

    private Exchange offer(Exchange exchange) {
        boolean unused = pairs.process(exchange, done -> ended.add(exchange));
        return exchange;
    }

    private Exchange exchange(String event) {
        Exchange exchange = new DefaultExchange(context);
        exchange.setVariable(Delivery.CHANGE, Change.of(Events.event(event)));
        return exchange;
    }

    /** The delivery that has been under way the longest ends. */
    private void end(boolean delivered) {
        if (!delivered) {
            underWay.get(0).setException(new IllegalStateException("refused"));
        }
        underWay.remove(0);
        callbacks.remove(0).done(false);
    }

    private static boolean isDuplicate(Exchange exchange) {
        return exchange.getProperty(ExchangePropertyKey.DUPLICATE_MESSAGE, false, Boolean.class);
    }
}
