package io.configrelay.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.configrelay.slack.SlackAnswer.Delivered;
import io.configrelay.slack.SlackAnswer.Refused;
import io.configrelay.slack.SlackAnswer.Rejected;
import io.configrelay.slack.SlackAnswer.TryLater;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlackAnswerTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // Incoming webhooks
                "200 | ok                                     | Delivered | -",
                "200 | OK                                     | Delivered | -",
                "200 | invalid_payload                        | Refused   | invalid_payload",
                "200 | <html>hello</html>                     | Refused   | http_200",
                "200 | ``                                     | Refused   | http_200",
                "400 | invalid_payload                        | Refused   | invalid_payload",
                "400 | invalid_blocks                         | Refused   | invalid_blocks",
                "400 | no_text                                | Refused   | no_text",
                "400 | too_many_attachments                   | Refused   | too_many_attachments",
                "413 | Request Entity Too Large               | Refused   | http_413",
                "400 | user_not_found                         | Rejected  | user_not_found",
                "403 | action_prohibited                      | Rejected  | action_prohibited",
                "403 | posting_to_general_channel_denied      | Rejected  | posting_to_general_channel_denied",
                "403 | invalid_token                          | Rejected  | invalid_token",
                "404 | channel_not_found                      | Rejected  | channel_not_found",
                "404 | no_service                             | Rejected  | no_service",
                "404 | no_team                                | Rejected  | no_team",
                "404 | no_active_hooks                        | Rejected  | no_active_hooks",
                "404 | Not Found                              | Rejected  | http_404",
                "410 | channel_is_archived                    | Rejected  | channel_is_archived",
                "400 | some_new_word                          | Rejected  | some_new_word",
                "302 | ``                                     | Rejected  | http_302",
                "429 | ``                                     | TryLater  | http_429",
                "429 | ratelimited                            | TryLater  | ratelimited",
                "500 | rollup_error                           | TryLater  | rollup_error",
                "503 | <html>Service Unavailable</html>       | TryLater  | http_503",
                "408 | ``                                     | TryLater  | http_408",
                // The word goes before the status
                "503 | no_service                             | Rejected  | no_service",
                "404 | rollup_error                           | TryLater  | rollup_error",
                // chat.postMessage
                "200 | {\"ok\":true,\"ts\":\"1.2\"}           | Delivered | -",
                "200 | {\"ok\":false,\"error\":\"channel_not_found\"}   | Rejected | channel_not_found",
                "200 | {\"ok\":false,\"error\":\"msg_blocks_too_long\"} | Refused  | msg_blocks_too_long",
                "200 | {\"ok\":false,\"error\":\"internal_error\"}      | TryLater | internal_error",
                "200 | {\"ok\":false,\"error\":\"some_new_word\"}       | Rejected | some_new_word",
                "200 | {\"ok\":false}                         | Rejected  | http_200",
                "200 | {broken                                | Refused   | http_200",
            })
    void slacksWordDecidesFirstThenTheStatus(int status, String body, String kind, String word) {
        SlackAnswer answer = SlackAnswer.of(status, body, null);

        assertThat(answer.getClass().getSimpleName()).isEqualTo(kind);
        if (answer instanceof TryLater later) {
            assertThat(later).isEqualTo(new TryLater(word, status, Optional.empty()));
        } else if (answer instanceof Refused refused) {
            assertThat(refused).isEqualTo(new Refused(word, status));
        } else if (answer instanceof Rejected rejected) {
            assertThat(rejected).isEqualTo(new Rejected(word, status));
        } else {
            assertThat(answer).isInstanceOf(Delivered.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"30,30", "0,1", "' 5 ',5", "soon,", "-1,", "99999999999999,", "'Wed, 21 Oct 2026 07:28:00 GMT',"})
    void retryAfterIsSecondsAndAtLeastOne(String header, Long seconds) {
        SlackAnswer answer = SlackAnswer.of(429, "", header);

        assertThat(((TryLater) answer).retryAfter())
                .isEqualTo(Optional.ofNullable(seconds).map(Duration::ofSeconds));
    }

    @Test
    void noBodyIsNoSuccess() {
        assertThat(SlackAnswer.of(200, null, null)).isEqualTo(new Refused("http_200", 200));
    }
}
