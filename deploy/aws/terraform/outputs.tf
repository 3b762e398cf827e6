output "relay_sqs_queue" {
  description = "relay.sqs.queue, or RELAY_SQS_QUEUE in the environment"
  value       = aws_sqs_queue.queue.arn
}

output "relay_dead_letter" {
  description = "relay.dead-letter, or RELAY_DEAD_LETTER in the environment"
  value       = "aws2-sqs:${aws_sqs_queue.dead_letters_queue.arn}"
}

output "relay_role_arn" {
  description = "No setting of the relay - the role that it runs with, such as the task role in ECS"
  value       = aws_iam_role.role.arn
}

output "topic_arn" {
  description = "relay.sns.topic-arns, or RELAY_SNS_TOPIC_ARNS in the environment; and AWS Config's delivery channel"
  value       = local.topic_arn
}

# Only here: CloudFormation has no maps in outputs.
output "environment" {
  description = "The environment variables above as a map, for the definition of a container"
  value = merge(
    {
      RELAY_SQS_QUEUE      = aws_sqs_queue.queue.arn
      RELAY_DEAD_LETTER    = "aws2-sqs:${aws_sqs_queue.dead_letters_queue.arn}"
      RELAY_SNS_TOPIC_ARNS = local.topic_arn
    },
    var.config_bucket == "" ? {} : { RELAY_S3_FETCH = "true" },
  )
}
