package io.configrelay.deploy;

import static io.configrelay.deploy.CloudFormation.list;
import static io.configrelay.deploy.CloudFormation.map;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.configrelay.event.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;

/**
 * What a CloudFormation template says, in the words of Terraform.
 *
 * @param template whose names are translated
 */
record Translation(CloudFormation template) {

    /** The expression that says the same in Terraform. */
    String expression(Object value) {
        Map<String, Object> function = map(value);
        if (function.containsKey("!Ref")) {
            return reference(String.valueOf(function.get("!Ref")));
        }
        if (function.containsKey("!GetAtt")) {
            return reference(String.valueOf(function.get("!GetAtt")));
        }
        if (function.get("!Sub") instanceof String text) {
            return "\"%s\"".formatted(inText(text));
        }
        if (function.get("!If") instanceof List<?> choice) {
            return switch (String.valueOf(choice.get(0))) {
                case "MakesTopic" -> "local.topic_arn";
                case "HasKmsKey" ->
                    "var.kms_key_arn == \"\" ? %s : %s".formatted(expression(choice.get(2)), expression(choice.get(1)));
                default -> "a choice";
            };
        }
        if (value instanceof String text) {
            return text.matches("\\$\\{\\w+}")
                    ? reference(text.substring(2, text.length() - 1))
                    : "\"%s\"".formatted(inText(text));
        }
        return String.valueOf(value);
    }

    private String inText(String text) {
        return CloudFormation.VARIABLE
                .matcher(text)
                .replaceAll(name -> Matcher.quoteReplacement("${" + reference(name.group(1)) + "}"));
    }

    private String reference(String name) {
        if (name.equals("AWS::NoValue")) {
            return "null";
        }
        String first = name.replaceAll("\\..*", "");
        if (template.section("Parameters").containsKey(first)) {
            return "var." + snake(first);
        }
        if (first.equals("Topic")) {
            return "aws_sns_topic.topic[0].arn";
        }
        if (!template.section("Resources").containsKey(first)) {
            return "local." + snake(first.replaceAll("AWS::|Id$", ""));
        }
        String type = String.valueOf(template.section("Resources").get(first).get("Type"));
        String attribute = name.endsWith(".QueueName") ? "name" : "arn";
        return "aws_%s.%s.%s"
                .formatted(
                        type.replaceAll("AWS::\\w+::", type.contains("SQS") ? "sqs_" : "iam_")
                                .toLowerCase(Locale.ROOT),
                        snake(first),
                        attribute);
    }

    /** {@code QueueName} is {@code queue_name}; {@code OKActions} is {@code ok_actions}. */
    static String snake(String camel) {
        return camel.replaceAll("([a-z])([A-Z])|([A-Z])([A-Z][a-z])", "$1$3_$2$4")
                .toLowerCase(Locale.ROOT);
    }

    /** The statements of a policy document: a map, JSON as a text, or a choice of the two. */
    List<Statement> statements(Object document) {
        List<Statement> statements = new ArrayList<>();
        Map<String, Object> map = map(document);
        if (map.get("!If") instanceof List<?> choice) {
            choice.subList(1, 3).forEach(one -> statements.addAll(statements(one)));
        } else if (map.get("!Sub") instanceof List<?> text) {
            try {
                statements.addAll(statements(Json.read(String.valueOf(text.get(0)))));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        } else if (map.containsKey("Statement")) {
            list(map.get("Statement")).forEach(one -> statements.add(statement(map(one))));
        }
        return statements;
    }

    private Statement statement(Map<String, Object> map) {
        if (map.get("!If") instanceof List<?> choice) {
            return statement(map(choice.get(1)));
        }
        Set<String> principals = new TreeSet<>();
        if (map.get("Principal") instanceof String all) {
            principals.add(all + " \"" + all + "\"");
        }
        map(map.get("Principal")).forEach((type, who) -> principals.add(type + " " + expression(who)));
        Set<String> conditions = new TreeSet<>();
        map(map.get("Condition"))
                .forEach((test, when) -> map(when)
                        .forEach((variable, expected) ->
                                conditions.add("%s %s [%s]".formatted(test, inText(variable), expression(expected)))));
        Set<String> actions = new TreeSet<>();
        list(map.get("Action")).forEach(action -> actions.add(String.valueOf(action)));
        return new Statement(
                String.valueOf(map.get("Sid")),
                String.valueOf(map.get("Effect")),
                principals,
                actions,
                list(map.get("Resource")).stream().map(this::expression).toList(),
                conditions);
    }
}
