# What config-relay needs in AWS: the topic that AWS Config tells of changes, the queue that the relay reads, a queue
# for its dead letters, its role, and alarms.
#
# ../config-relay.yaml makes the same. A test compares both: change one, and it tells what the other lacks.

data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}

locals {
  topic_arn = one(concat(aws_sns_topic.topic[*].arn, var.existing_topic_arn == "" ? [] : [var.existing_topic_arn]))
  # The provider's version 6 has region for name. The queue's ARN says it in every version.
  region        = split(":", aws_sqs_queue.queue.arn)[3]
  account       = data.aws_caller_identity.current.account_id
  partition     = data.aws_partition.current.partition
  issuer        = element(split("oidc-provider/", "${var.oidc_provider_arn}oidc-provider/"), 1)
  alarm_actions = var.alarm_topic_arn == "" ? [] : [var.alarm_topic_arn]
}

# --- From AWS Config to the queue ------------------------------------------------------------------------------------

# Not encrypted with KMS: AWS Config can't publish to a topic that is.
# https://docs.aws.amazon.com/config/latest/developerguide/sns-topic-policy.html
resource "aws_sns_topic" "topic" {
  count = var.existing_topic_arn == "" ? 1 : 0
  name  = "${var.queue_name}-notifications"
}

resource "aws_sns_topic_policy" "topic_policy" {
  count  = var.existing_topic_arn == "" ? 1 : 0
  arn    = aws_sns_topic.topic[0].arn
  policy = data.aws_iam_policy_document.topic_policy[0].json
}

data "aws_iam_policy_document" "topic_policy" {
  count = var.existing_topic_arn == "" ? 1 : 0

  statement {
    sid       = "AwsConfigPublishes"
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.topic[0].arn]

    principals {
      type        = "Service"
      identifiers = ["config.amazonaws.com"]
    }

    # Without this, AWS Config would publish for anybody's account.
    condition {
      test     = "StringEquals"
      variable = "AWS:SourceAccount"
      values   = concat([local.account], var.config_account_ids)
    }
  }
}

resource "aws_sns_topic_subscription" "subscription" {
  topic_arn = local.topic_arn
  protocol  = "sqs"
  endpoint  = aws_sqs_queue.queue.arn
  # The relay reads both. SNS's envelope has SNS's own message id, so a notification that SNS sends twice is known.
  raw_message_delivery = false

  # SNS's first message must not find a queue that refuses it.
  depends_on = [aws_sqs_queue_policy.queue_policy]
}

# --- The queues ------------------------------------------------------------------------------------------------------

resource "aws_sqs_queue" "queue" {
  name = var.queue_name
  # relay.sqs.visibility-timeout. The relay asks for its own with each receive, so this is for other readers.
  visibility_timeout_seconds = 60
  # relay.sqs.wait-time, likewise.
  receive_wait_time_seconds = 5
  # 14 days, the longest that SQS has: how long the relay may be away.
  message_retention_seconds = 1209600
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.failed_queue.arn
    maxReceiveCount     = var.max_receive_count
  })
  sqs_managed_sse_enabled = var.kms_key_arn == "" ? true : null
  kms_master_key_id       = var.kms_key_arn == "" ? null : var.kms_key_arn
}

# What the relay never finished, such as a notification at which it crashes. SQS moves it here.
resource "aws_sqs_queue" "failed_queue" {
  name                      = "${var.queue_name}-failed"
  message_retention_seconds = 1209600
  sqs_managed_sse_enabled   = var.kms_key_arn == "" ? true : null
  kms_master_key_id         = var.kms_key_arn == "" ? null : var.kms_key_arn
}

# Of that queue only.
resource "aws_sqs_queue_redrive_allow_policy" "failed_queue" {
  queue_url = aws_sqs_queue.failed_queue.id
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.queue.arn]
  })
}

# What Slack didn't take, or what is no notification. The relay writes it here, with the reason; replay reads it.
resource "aws_sqs_queue" "dead_letters_queue" {
  name                      = "${var.queue_name}-dead-letters"
  message_retention_seconds = 1209600
  # Only the relay puts messages here, no queue's redrive policy.
  redrive_allow_policy    = jsonencode({ redrivePermission = "denyAll" })
  sqs_managed_sse_enabled = var.kms_key_arn == "" ? true : null
  kms_master_key_id       = var.kms_key_arn == "" ? null : var.kms_key_arn
}

resource "aws_sqs_queue_policy" "queue_policy" {
  queue_url = aws_sqs_queue.queue.id
  policy    = data.aws_iam_policy_document.queue_policy.json
}

data "aws_iam_policy_document" "queue_policy" {
  statement {
    sid       = "TopicSends"
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.queue.arn]

    principals {
      type        = "Service"
      identifiers = ["sns.amazonaws.com"]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = [local.topic_arn]
    }
  }

  statement {
    sid       = "TlsOnly"
    effect    = "Deny"
    actions   = ["sqs:*"]
    resources = [aws_sqs_queue.queue.arn]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

resource "aws_sqs_queue_policy" "failed_queue_policy" {
  queue_url = aws_sqs_queue.failed_queue.id
  policy    = data.aws_iam_policy_document.failed_queue_policy.json
}

data "aws_iam_policy_document" "failed_queue_policy" {
  statement {
    sid       = "TlsOnly"
    effect    = "Deny"
    actions   = ["sqs:*"]
    resources = [aws_sqs_queue.failed_queue.arn]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

resource "aws_sqs_queue_policy" "dead_letters_queue_policy" {
  queue_url = aws_sqs_queue.dead_letters_queue.id
  policy    = data.aws_iam_policy_document.dead_letters_queue_policy.json
}

data "aws_iam_policy_document" "dead_letters_queue_policy" {
  statement {
    sid       = "TlsOnly"
    effect    = "Deny"
    actions   = ["sqs:*"]
    resources = [aws_sqs_queue.dead_letters_queue.arn]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

# --- The relay's role ------------------------------------------------------------------------------------------------

resource "aws_iam_role" "role" {
  # IAM takes no longer prefix than 38 characters.
  name_prefix        = "${substr(var.queue_name, 0, 37)}-"
  description        = "config-relay reads its queue and writes its dead letters"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

data "aws_iam_policy_document" "trust" {
  dynamic "statement" {
    for_each = var.oidc_provider_arn == "" ? [] : [var.oidc_provider_arn]

    content {
      sid     = "RelayRuns"
      actions = ["sts:AssumeRoleWithWebIdentity"]

      principals {
        type        = "Federated"
        identifiers = [var.oidc_provider_arn]
      }

      condition {
        test     = "StringEquals"
        variable = "${local.issuer}:aud"
        values   = ["sts.amazonaws.com"]
      }

      condition {
        test     = "StringEquals"
        variable = "${local.issuer}:sub"
        values   = ["system:serviceaccount:${var.service_account}"]
      }
    }
  }

  dynamic "statement" {
    for_each = var.oidc_provider_arn == "" ? [var.trusted_service] : []

    content {
      sid     = "RelayRuns"
      actions = ["sts:AssumeRole"]

      principals {
        type        = "Service"
        identifiers = [var.trusted_service]
      }
    }
  }
}

resource "aws_iam_role_policy" "role" {
  name   = "config-relay"
  role   = aws_iam_role.role.id
  policy = data.aws_iam_policy_document.role.json
}

data "aws_iam_policy_document" "role" {
  statement {
    sid = "ReadNotifications"
    actions = [
      "sqs:GetQueueUrl",
      "sqs:GetQueueAttributes",
      "sqs:ReceiveMessage",
      "sqs:DeleteMessage",
      "sqs:ChangeMessageVisibility",
    ]
    resources = [aws_sqs_queue.queue.arn]
  }

  # The relay sends; the last three are for the replay command.
  statement {
    sid = "KeepDeadLetters"
    actions = [
      "sqs:SendMessage",
      "sqs:GetQueueUrl",
      "sqs:GetQueueAttributes",
      "sqs:ReceiveMessage",
      "sqs:DeleteMessage",
      "sqs:ChangeMessageVisibility",
    ]
    resources = [aws_sqs_queue.dead_letters_queue.arn]
  }

  # What a channel file or a setting names as {{aws:config-relay/...}}.
  dynamic "statement" {
    for_each = var.secrets_prefix == "" ? [] : [var.secrets_prefix]

    content {
      sid       = "ReadSecrets"
      actions   = ["secretsmanager:GetSecretValue"]
      resources = ["arn:${local.partition}:secretsmanager:${local.region}:${local.account}:secret:${var.secrets_prefix}*"]
    }
  }

  dynamic "statement" {
    for_each = var.config_bucket == "" ? [] : [var.config_bucket]

    content {
      sid       = "ReadOversizedItems"
      actions   = ["s3:GetObject"]
      resources = ["arn:${local.partition}:s3:::${var.config_bucket}/*"]
    }
  }

  # Decrypt to receive; both to send.
  dynamic "statement" {
    for_each = var.kms_key_arn == "" ? [] : [var.kms_key_arn]

    content {
      sid       = "UseQueuesKey"
      actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
      resources = [var.kms_key_arn]
    }
  }
}

# --- Alarms ----------------------------------------------------------------------------------------------------------

# SQS reports nothing of a queue that nobody used for hours. That is a quiet day and no alarm: hence notBreaching.

resource "aws_cloudwatch_metric_alarm" "age_alarm" {
  alarm_name        = "${var.queue_name}-age"
  alarm_description = "Notifications wait too long. Does the relay run, and does Slack answer it?"
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions        = { QueueName = aws_sqs_queue.queue.name }
  statistic         = "Maximum"
  period            = 60
  # Five in a row: a channel that comes back tells what waited, and with relay.store = none housekeeping waits here for
  # relay.slack.fold-for (15 minutes) on purpose.
  evaluation_periods  = 5
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.alarm_age_seconds
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions
}

resource "aws_cloudwatch_metric_alarm" "failed_alarm" {
  alarm_name          = "${var.queue_name}-failed"
  alarm_description   = "The relay gave up on notifications without a dead letter. Its log says more."
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  dimensions          = { QueueName = aws_sqs_queue.failed_queue.name }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions
}

resource "aws_cloudwatch_metric_alarm" "dead_letters_alarm" {
  alarm_name          = "${var.queue_name}-dead-letters"
  alarm_description   = "Something could not be delivered. Run config-relay replay --dry-run to see what and why."
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  dimensions          = { QueueName = aws_sqs_queue.dead_letters_queue.name }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions
}
