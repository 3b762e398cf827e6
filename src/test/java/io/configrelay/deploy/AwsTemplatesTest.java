package io.configrelay.deploy;

import static io.configrelay.deploy.CloudFormation.list;
import static io.configrelay.deploy.CloudFormation.map;
import static io.configrelay.deploy.Translation.snake;
import static org.assertj.core.api.Assertions.assertThat;

import io.configrelay.deploy.Terraform.Block;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The CloudFormation template and the Terraform files make the same, and it fits the relay's settings. */
class AwsTemplatesTest {

    private static final Map<String, String> TYPES = Map.of(
            "AWS::CloudWatch::Alarm", "aws_cloudwatch_metric_alarm",
            "AWS::IAM::Role", "aws_iam_role",
            "AWS::SNS::Subscription", "aws_sns_topic_subscription",
            "AWS::SNS::Topic", "aws_sns_topic",
            "AWS::SNS::TopicPolicy", "aws_sns_topic_policy",
            "AWS::SQS::Queue", "aws_sqs_queue",
            "AWS::SQS::QueuePolicy", "aws_sqs_queue_policy");

    /** Terraform's names that aren't CloudFormation's in snake case. */
    private static final Map<String, String> RENAMED = Map.of(
            "QueueName", "name",
            "TopicName", "name",
            "VisibilityTimeout", "visibility_timeout_seconds",
            "ReceiveMessageWaitTimeSeconds", "receive_wait_time_seconds",
            "MessageRetentionPeriod", "message_retention_seconds");

    /** Properties of another shape in Terraform; tests of their own compare most of them. */
    private static final String STRUCTURED =
            "Dimensions|AlarmActions|OKActions|Redrive\\w+|Topics|Queues|\\w*PolicyDocument|Policies";

    private static final CloudFormation TEMPLATE = new CloudFormation(Path.of("deploy/aws/config-relay.yaml"));
    private static final Terraform TERRAFORM = new Terraform(Path.of("deploy/aws/terraform"));
    private static final Translation TRANSLATION = new Translation(TEMPLATE);
    private static final Properties SETTINGS = new Properties();

    @BeforeAll
    static void readSettings() throws IOException {
        try (Reader reader = Files.newBufferedReader(Path.of("application.properties"))) {
            SETTINGS.load(reader);
        }
    }

    @Test
    void theQueueHidesAndWaitsAsLongAsTheRelayAsksFor() {
        Map<String, Object> queue = TEMPLATE.properties("Queue");

        assertThat(queue.get("VisibilityTimeout")).hasToString(SETTINGS.getProperty("relay.sqs.visibility-timeout"));
        assertThat(queue.get("ReceiveMessageWaitTimeSeconds")).hasToString(SETTINGS.getProperty("relay.sqs.wait-time"));
    }

    @Test
    void everyOutputNamesItsSettingAndEnvironmentVariable() {
        Map<String, Block> outputs = TERRAFORM.named("output");
        Map<String, String> environment = new TreeMap<>(Map.of("RELAY_S3_FETCH", "\"true\""));

        TEMPLATE.section("Outputs").forEach((name, output) -> {
            String description = text(output, "Description");
            Block same = outputs.get(snake(name));
            assertThat(same.text("description")).isEqualTo(description);
            assertThat(same.arguments().get("value")).isEqualTo(TRANSLATION.expression(output.get("Value")));
            if (!name.equals("RelayRoleArn")) {
                String setting = description.replaceAll(",.*", "");
                assertThat(SETTINGS).containsKey(setting);
                assertThat(description).contains(", or " + variable(setting) + " in the environment");
                environment.put(variable(setting), same.arguments().get("value"));
            }
        });
        assertThat(environment).hasSize(4);
        assertThat(Terraform.entries(outputs.get("environment").arguments().get("value")))
                .isEqualTo(environment);
    }

    @Test
    void bothFormsTakeTheSameParametersWithTheSameDefaults() {
        Map<String, String> parameters = new TreeMap<>();
        TEMPLATE.section("Parameters")
                .forEach((name, parameter) -> parameters.put(snake(name), text(parameter, "Default")));
        Map<String, String> variables = new TreeMap<>();
        // A list is a text with commas in CloudFormation.
        TERRAFORM
                .named("variable")
                .forEach((name, v) -> variables.put(name, v.text("default").replace("[]", "")));

        assertThat(variables).hasSize(12).isEqualTo(parameters);
    }

    @Test
    void bothFormsMakeTheSameResources() {
        Set<String> addresses = new TreeSet<>();
        TEMPLATE.section("Resources").forEach((name, resource) -> addresses.add(address(name, resource)));
        // Parts of another resource in CloudFormation.
        addresses.add("aws_iam_role_policy.role");
        addresses.add("aws_sqs_queue_redrive_allow_policy.failed_queue");

        assertThat(TERRAFORM.resources().keySet())
                .filteredOn(address -> !address.startsWith("data."))
                .containsExactlyInAnyOrderElementsOf(addresses);
    }

    @Test
    void theResourcesOfBothFormsHaveTheSameProperties() {
        Set<String> compared = new TreeSet<>();

        TEMPLATE.section("Resources").forEach((name, resource) -> {
            Map<String, String> arguments =
                    TERRAFORM.resources().get(address(name, resource)).arguments();
            map(resource.get("Properties")).forEach((property, value) -> {
                if (property.matches(STRUCTURED)) {
                    return;
                }
                compared.add(property);
                assertThat(arguments.get(RENAMED.getOrDefault(property, snake(property))))
                        .as(name + " " + property)
                        .isEqualTo(TRANSLATION.expression(value));
            });
        });
        assertThat(compared).contains("Threshold", "EvaluationPeriods", "MessageRetentionPeriod", "KmsMasterKeyId");
    }

    @Test
    void bothFormsMoveNotificationsToTheFailedOnesAlike() {
        Map<String, String> redrive = new TreeMap<>();
        map(TEMPLATE.properties("Queue").get("RedrivePolicy"))
                .forEach((key, value) -> redrive.put(key, TRANSLATION.expression(value)));

        Block queue = TERRAFORM.resources().get("aws_sqs_queue.queue");
        assertThat(Terraform.entries(queue.arguments().get("redrive_policy")))
                .isEqualTo(redrive)
                .containsEntry("deadLetterTargetArn", "aws_sqs_queue.failed_queue.arn")
                .containsEntry("maxReceiveCount", "var.max_receive_count");
    }

    @Test
    void theAlarmsOfBothFormsWatchTheSameQueues() {
        Set<String> watched = new TreeSet<>();

        TERRAFORM.resources().forEach((address, alarm) -> {
            if (address.startsWith("aws_cloudwatch_metric_alarm.")) {
                watched.add(address + " " + alarm.arguments().get("dimensions"));
                assertThat(alarm.arguments())
                        .containsEntry("alarm_actions", "local.alarm_actions")
                        .containsEntry("ok_actions", "local.alarm_actions");
            }
        });
        Set<String> expected = new TreeSet<>();
        TEMPLATE.section("Resources").forEach((name, alarm) -> {
            if (name.endsWith("Alarm")) {
                Map<String, Object> of =
                        map(list(map(alarm.get("Properties")).get("Dimensions")).get(0));
                expected.add("%s { %s = %s }"
                        .formatted(address(name, alarm), of.get("Name"), TRANSLATION.expression(of.get("Value"))));
            }
        });
        assertThat(watched).hasSize(3).isEqualTo(expected);
    }

    @Test
    void theAgeAlarmIsSilentWhileHousekeepingIsFolded() {
        Map<String, Object> age = TEMPLATE.section("Parameters").get("AlarmAgeSeconds");

        assertThat(SETTINGS.getProperty("relay.slack.fold-for")).isEqualTo("15m");
        assertThat((Integer) age.get("Default")).isGreaterThanOrEqualTo(15 * 60);
        assertThat((Integer) TEMPLATE.properties("AgeAlarm").get("EvaluationPeriods"))
                .isGreaterThan(1);
    }

    private static String text(Map<String, Object> map, String key) {
        return String.valueOf(map.get(key));
    }

    private static String address(String name, Map<String, Object> resource) {
        return TYPES.get(text(resource, "Type")) + "." + snake(name);
    }

    private static String variable(String setting) {
        return setting.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    }
}
