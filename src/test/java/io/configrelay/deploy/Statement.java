package io.configrelay.deploy;

import java.util.List;
import java.util.Set;

/**
 * A statement of a policy, in the words of Terraform.
 *
 * @param sid its name
 * @param effect {@code Allow} or {@code Deny}
 * @param principals who, such as {@code Service "sns.amazonaws.com"}; empty in a role's own policy
 * @param actions such as {@code sqs:SendMessage}
 * @param resources expressions, such as {@code aws_sqs_queue.queue.arn}
 * @param conditions such as {@code Bool aws:SecureTransport "false"}
 */
record Statement(
        String sid,
        String effect,
        Set<String> principals,
        Set<String> actions,
        List<String> resources,
        Set<String> conditions) {}
