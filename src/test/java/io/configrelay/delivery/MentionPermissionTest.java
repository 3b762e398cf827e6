package io.configrelay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.configrelay.Events;
import io.configrelay.describe.Change;
import io.configrelay.describe.Language;
import io.configrelay.health.RelayState;
import io.configrelay.slack.BlocksFormat;
import io.configrelay.slack.Mentions;
import io.configrelay.slack.SlackMessage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class MentionPermissionTest {

    private final AtomicLong now = new AtomicLong();
    private final MentionPermission permission = new MentionPermission(now::get);

    @Test
    void aRefusedMentionIsTriedAgainAfterAnHour() {
        assertThat(permission.isOpen()).isTrue();

        assertThat(permission.refuse()).as("news").isTrue();
        assertThat(permission.isOpen()).isFalse();
        now.addAndGet(MentionPermission.AGAIN - 1);
        assertThat(permission.isOpen()).isFalse();
        now.addAndGet(1);
        assertThat(permission.isOpen()).isTrue();

        assertThat(permission.refuse()).as("news").isFalse();
        assertThat(permission.isOpen()).isFalse();
    }

    @Test
    void oneThatSlackTookOpensItAgain() {
        permission.refuse();
        now.addAndGet(MentionPermission.AGAIN);
        permission.grant();

        assertThat(permission.isOpen()).isTrue();
        assertThat(permission.isRefused()).isFalse();
        assertThat(permission.refuse()).as("news").isTrue();
    }

    @Test
    void aPostWithAMentionThatSlackTookOpensItAgainAndOneWithoutDoesNot() {
        SlackPost post = new SlackPost("", Duration.ofHours(1), ledger());
        permission.refuse();

        Exchange early = exchange();
        post.mention(early);
        assertThat(message(early).unmentioned()).as("mentions nobody").isEmpty();
        post.mentioned(early);
        assertThat(permission.isRefused()).isTrue();

        now.addAndGet(MentionPermission.AGAIN);
        Exchange late = exchange();
        post.mention(late);
        assertThat(message(late).unmentioned()).as("mentions somebody").isPresent();
        post.mentioned(late);
        assertThat(permission.isRefused()).isFalse();
    }

    private Exchange exchange() {
        Mentions mentions = Mentions.parse("@here").orElseThrow();
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.setVariable(SlackPost.PERMISSION, permission);
        exchange.setVariable(Delivery.CHANNEL, "all");
        exchange.setVariable(
                SlackPost.MESSAGE,
                new BlocksFormat(Language.ENGLISH, mentions)
                        .render(List.of(Change.of(Events.event(Events.opened("123456789012", "sg-1", 22))))));
        return exchange;
    }

    private static SlackMessage message(Exchange exchange) {
        return exchange.getVariable(SlackPost.MESSAGE, SlackMessage.class);
    }

    private static Ledger ledger() {
        return new Ledger(new SimpleMeterRegistry(), Clock.systemUTC(), new RelayState(Clock.systemUTC()));
    }
}
