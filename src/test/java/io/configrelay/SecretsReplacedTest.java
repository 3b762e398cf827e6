package io.configrelay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.configrelay.config.BadConfigurationException;
import io.configrelay.sandbox.SecretsManagerStandIn;
import io.configrelay.sandbox.SlackStandIn;
import io.configrelay.sandbox.SlackStandIn.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets are replaced while the relay runs, and no event becomes a dead letter for that. */
class SecretsReplacedTest {

    private static final String OLD_TOKEN = "xoxb-9-9-whsecretOLD";

    @TempDir
    private Path folder;

    private final SecretsManagerStandIn secretsManager = SecretsManagerStandIn.start();
    private Path secret;
    private RelayUnderTest relay;

    @BeforeEach
    void prepare() {
        secret = folder.resolve("secret");
        relay = new RelayUnderTest(folder, Duration.ofMillis(20));
        relay.slack().always("old", Answer.of(404, "no_service"));
        secretsManager.relaySettings().forEach(relay::with);
    }

    @AfterEach
    void stop() {
        relay.close();
        secretsManager.close();
    }

    private void start(String webhook, String... parameters) throws Exception {
        relay.routes(TestRoutes.ofOneChannel(folder, webhook, parameters)).start();
    }

    private void write(String text) throws IOException {
        // With the line end that an editor leaves.
        Files.writeString(secret, text + "\n");
    }

    private void publish(String resource) {
        relay.publish(Events.securityGroup(resource));
        relay.awaitDone();
    }

    @Test
    void aWebhookInAFileIsReadAnewWhenSlackKnowsItNoMore() throws Exception {
        write(relay.slack().webhook("first"));
        start("{{file:%s}}".formatted(secret));
        publish("sg-1");
        relay.slack().always("first", Answer.of(403, "invalid_token"));
        write(relay.slack().webhook("second"));

        publish("sg-2");
        publish("sg-3");

        assertThat(relay.deadLetters()).isEmpty();
        assertThat(relay.slack().received("#first")).hasSize(1);
        assertThat(relay.slack().received("#second")).hasSize(2);
        assertThat(relay.slack().posts("first")).isEqualTo(2);
    }

    @Test
    void aTokenInAFileIsReadAnewWhenSlackKnowsItNoMore() throws Exception {
        write(OLD_TOKEN);
        relay.with("relay.slack.token", "{{file:%s}}".formatted(secret))
                .with("relay.slack.api-url", relay.slack().api());
        start("none", "channel: #changes");
        write(SlackStandIn.BOT_TOKEN);

        publish("sg-1");

        assertThat(relay.deadLetters()).isEmpty();
        assertThat(relay.slack().received("#changes")).hasSize(1);
    }

    @Test
    void aSecretOfAwsSecretsManagerIsReadAnewWhenSlackKnowsItNoMore() throws Exception {
        secretsManager.put(
                "config-relay/slack", "{\"all\":\"%s\"}".formatted(relay.slack().webhook("old")));
        start("{{aws:config-relay/slack#all}}");
        assertThat(secretsManager.asked())
                .as("once, however often it is used at the start")
                .isEqualTo(1);
        secretsManager.put(
                "config-relay/slack", "{\"all\":\"%s\"}".formatted(relay.slack().webhook("new")));

        publish("sg-1");

        assertThat(relay.deadLetters()).isEmpty();
        assertThat(relay.slack().received("#new")).hasSize(1);
        assertThat(secretsManager.asked()).isEqualTo(2);
    }

    @Test
    void withTheSameSecretStillAnEventIsADeadLetterAfterOnePost() throws Exception {
        write(relay.slack().webhook("old"));
        start("{{file:%s}}".formatted(secret));

        publish("sg-1");

        assertThat(relay.deadLetters())
                .singleElement()
                .extracting((JsonNode letter) -> letter.path("reason").asText())
                .isEqualTo("no_service");
        assertThat(relay.slack().posts("old")).isEqualTo(1);
    }

    @Test
    void aSecretThatIsGoneMeanwhileLeavesADeadLetterWithSlacksWord() throws Exception {
        write(relay.slack().webhook("old"));
        start("{{file:%s}}".formatted(secret));
        Files.delete(secret);

        publish("sg-1");

        assertThat(relay.deadLetters())
                .singleElement()
                .extracting((JsonNode letter) -> letter.path("reason").asText())
                .isEqualTo("no_service");
    }

    @Test
    void aSecretThatIsMissingAtTheStartIsToldByItsName() {
        assertThatThrownBy(() -> start("{{aws:config-relay/none}}"))
                .hasMessageContaining(
                        "all.camel.yaml:10: webhook: the secret 'config-relay/none' in AWS Secrets Manager does"
                                + " not exist in this region and account. Create it, or correct the name.");
    }

    @Test
    void aFieldThatTheSecretDoesNotHaveIsToldByItsName() {
        secretsManager.put("config-relay/slack", "{\"all\":\"whsecret\"}");

        assertThatThrownBy(() -> start("{{aws:config-relay/slack#none}}"))
                .hasMessageContaining("all.camel.yaml:10: webhook: the secret 'config-relay/slack#none' in AWS Secrets"
                        + " Manager has no such field, or no text in it.")
                .hasMessageNotContaining("whsecret");
    }

    @Test
    void aSecretOfAnotherAccountIsNamedByItsArn() throws Exception {
        String arn = "arn:aws:secretsmanager:eu-west-1:210987654321:secret:slack-AbCdEf";
        secretsManager.put(arn, "{\"all\":\"%s\"}".formatted(relay.slack().webhook("all")));
        start("{{aws:%s#all}}".formatted(arn));

        publish("sg-1");

        assertThat(relay.slack().received("#all")).hasSize(1);
    }

    @Test
    void aProxyByCamelsOptionIsToldWithWhatToDoInstead() {
        relay.with("camel.component.aws-secrets-manager.proxy-host", "127.0.0.1")
                .with("camel.component.aws-secrets-manager.proxy-port", "1");

        assertThatThrownBy(() -> start("{{aws:config-relay/slack}}"))
                .isInstanceOf(BadConfigurationException.class)
                .hasMessageContaining("the settings proxy-host and trust-all-certificates of"
                        + " camel.component.aws-secrets-manager are not supported. For a proxy, set HTTPS_PROXY");
    }

    @Test
    void aSecretThatMayNotBeReadIsToldWithThePermission() {
        secretsManager.deny();

        assertThatThrownBy(() -> start("{{aws:config-relay/slack}}"))
                .hasMessageContaining("webhook: these credentials may not read the secret 'config-relay/slack' in AWS"
                        + " Secrets Manager (AccessDeniedException). They need secretsmanager:GetSecretValue.");
    }

    @Test
    void aSettingWhoseSecretIsMissingIsToldByItsKey() throws Exception {
        write(relay.slack().webhook("all"));
        relay.with("relay.store", "{{file:/run/secrets/none}}");

        assertThatThrownBy(() -> start("{{file:%s}}".formatted(secret)))
                .hasMessageContaining("application.properties: relay.store: the file /run/secrets/none does not"
                        + " exist. Mount or write it where config-relay is started.");
    }
}
