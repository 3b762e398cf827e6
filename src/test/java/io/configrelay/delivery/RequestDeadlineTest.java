package io.configrelay.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.configrelay.sandbox.SlackStandIn;
import io.configrelay.sandbox.SlackStandIn.Answer;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestDeadlineTest {

    private final SlackStandIn slack = SlackStandIn.start(0, Duration.ZERO);
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() {
        clock.shutdownNow();
        slack.close();
    }

    private String post(Duration within) throws IOException {
        HttpClientBuilder builder = HttpClientBuilder.create().disableAutomaticRetries();
        new RequestDeadline(within, clock).configureHttpClient(builder);
        HttpPost post = new HttpPost(slack.webhook("network"));
        post.setEntity(new StringEntity("{\"text\": \"hello\"}"));
        try (CloseableHttpClient client = builder.build()) {
            return client.execute(post, response -> EntityUtils.toString(response.getEntity()));
        }
    }

    @Test
    void anAnswerInTimeIsReadWhole() throws Exception {
        assertThat(post(Duration.ofMinutes(1))).isEqualTo("ok");
    }

    @Test
    void anAnswerOfAByteASecondEndsAtTheDeadline() {
        slack.always("network", Answer.drip(Duration.ofMinutes(5)));

        assertThatThrownBy(() -> post(Duration.ofSeconds(2)))
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessage("No answer within PT2S");
    }

    @Test
    void anAnswerThatDoesNotBeginEndsAtTheDeadline() {
        slack.always("network", Answer.of(200, "ok").after(Duration.ofMinutes(5)));

        assertThatThrownBy(() -> post(Duration.ofSeconds(1))).isInstanceOf(SocketTimeoutException.class);
    }
}
