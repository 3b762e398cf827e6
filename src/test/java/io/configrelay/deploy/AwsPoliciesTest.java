package io.configrelay.deploy;

import static io.configrelay.deploy.CloudFormation.list;
import static io.configrelay.deploy.CloudFormation.map;
import static io.configrelay.deploy.Translation.snake;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.configrelay.event.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The policies of the CloudFormation template and of the Terraform files allow the same, and no more than they need. */
class AwsPoliciesTest {

    private static final Pattern JSON_BLOCK = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL);

    private static final CloudFormation TEMPLATE = new CloudFormation(Path.of("deploy/aws/config-relay.yaml"));
    private static final Terraform TERRAFORM = new Terraform(Path.of("deploy/aws/terraform"));
    private static final Translation TRANSLATION = new Translation(TEMPLATE);

    @Test
    void theRelayMayDoWithItsQueueWhatTheInstructionsSay() throws IOException {
        List<Statement> role = roleStatements();

        assertThat(role.get(0).resources()).containsExactly("aws_sqs_queue.queue.arn");
        assertThat(role.get(0).actions()).hasSize(5).isEqualTo(documentedActions());
        Set<String> more = new TreeSet<>(documentedActions());
        more.add("sqs:SendMessage");
        assertThat(role.get(1).resources()).containsExactly("aws_sqs_queue.dead_letters_queue.arn");
        assertThat(role.get(1).actions()).isEqualTo(more);
        assertThat(role.subList(2, role.size()).stream().flatMap(statement -> statement.actions().stream()))
                .containsExactly("secretsmanager:GetSecretValue", "s3:GetObject", "kms:Decrypt", "kms:GenerateDataKey");
    }

    @Test
    void bothFormsAllowAndDenyTheSame() {
        Map<String, List<Statement>> policies = policies();

        assertThat(policies)
                .hasSize(6)
                .allSatisfy((document, statements) ->
                        assertThat(statements).isNotEmpty().isEqualTo(TERRAFORM.statements(document)));
    }

    @Test
    void nothingIsAllowedByAWildcard() {
        List<Statement> statements = new ArrayList<>();
        policies().values().forEach(statements::addAll);

        assertThat(statements).allSatisfy(statement -> {
            if (statement.effect().equals("Deny")) {
                assertThat(statement.conditions()).containsExactly("Bool aws:SecureTransport [\"false\"]");
            } else {
                assertThat(statement.effect()).isEqualTo("Allow");
                assertThat(statement.actions()).noneMatch(action -> action.contains("*"));
                assertThat(statement.principals()).noneMatch(principal -> principal.contains("*"));
            }
            assertThat(statement.resources())
                    .allMatch(resource -> !resource.contains("*")
                            || resource.endsWith(":secret:${var.secrets_prefix}*\"")
                            || resource.endsWith(":s3:::${var.config_bucket}/*\""));
        });
    }

    private static Map<String, List<Statement>> policies() {
        Map<String, List<Statement>> policies = new TreeMap<>();
        TEMPLATE.section("Resources").forEach((name, resource) -> {
            Object document = map(resource.get("Properties")).get("PolicyDocument");
            if (document != null) {
                policies.put(snake(name), TRANSLATION.statements(document));
            }
        });
        policies.put("trust", TRANSLATION.statements(TEMPLATE.properties("Role").get("AssumeRolePolicyDocument")));
        policies.put("role", roleStatements());
        return policies;
    }

    private static List<Statement> roleStatements() {
        List<?> policies = list(TEMPLATE.properties("Role").get("Policies"));
        return TRANSLATION.statements(map(policies.get(0)).get("PolicyDocument"));
    }

    private static Set<String> documentedActions() throws IOException {
        Set<String> actions = new TreeSet<>();
        for (MatchResult block : JSON_BLOCK
                .matcher(Files.readString(Path.of("docs/install.md")).replaceAll("(?m)^ +", ""))
                .results()
                .toList()) {
            list(json(block.group(1)).get("Statement"))
                    .forEach(s -> list(map(s).get("Action")).forEach(a -> actions.add(String.valueOf(a))));
        }
        // Of the queue's own policy.
        actions.remove("sqs:SendMessage");
        return actions;
    }

    private static Map<String, Object> json(String text) {
        try {
            return map(Json.read(text));
        } catch (JsonProcessingException e) {
            return Map.of();
        }
    }
}
