# The parameters of ../config-relay.yaml, with the same defaults: QueueName there is queue_name here.

variable "queue_name" {
  description = "The queue that the relay reads. All other names begin with it."
  type        = string
  default     = "config-relay"

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,60}$", var.queue_name))
    error_message = "1 to 60 letters, digits, hyphens and underscores."
  }
}

variable "existing_topic_arn" {
  description = "The topic that AWS Config uses already, in this region. Empty makes one."
  type        = string
  default     = ""

  validation {
    condition     = can(regex("^(arn:[^:]+:sns:[^:]+:[0-9]{12}:[A-Za-z0-9_-]+)?$", var.existing_topic_arn))
    error_message = "The ARN of an SNS topic, or empty."
  }
}

variable "config_account_ids" {
  description = "Further accounts whose AWS Config may publish to the topic that is made here."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for id in var.config_account_ids : can(regex("^[0-9]{12}$", id))])
    error_message = "Account ids have 12 digits."
  }
}

variable "max_receive_count" {
  description = "After so many receives without a delete, a notification is moved to the queue of failed ones."
  type        = number
  default     = 100

  validation {
    condition     = var.max_receive_count >= 5 && var.max_receive_count <= 1000
    error_message = "From 5 to 1000."
  }
}

variable "kms_key_arn" {
  description = "Your own KMS key for the queues. SNS needs to use it, see README.md. Empty takes SQS's own keys."
  type        = string
  default     = ""

  validation {
    condition     = can(regex("^(arn:[^:]+:kms:[^:]+:[0-9]{12}:key/[A-Za-z0-9-]+)?$", var.kms_key_arn))
    error_message = "The ARN of a key (no alias), or empty."
  }
}

variable "trusted_service" {
  description = "The AWS service that runs the relay and may take its role. Not used with oidc_provider_arn."
  type        = string
  default     = "ecs-tasks.amazonaws.com"

  validation {
    condition     = can(regex("^[a-z0-9.-]+$", var.trusted_service))
    error_message = "A service such as ecs-tasks.amazonaws.com."
  }
}

variable "oidc_provider_arn" {
  description = "The IAM OIDC provider of an EKS cluster. Then service_account may take the role, and no AWS service."
  type        = string
  default     = ""

  validation {
    condition     = can(regex("^(arn:[^:]+:iam::[0-9]{12}:oidc-provider/[A-Za-z0-9._/-]+)?$", var.oidc_provider_arn))
    error_message = "The ARN of an IAM OIDC provider, or empty."
  }
}

variable "service_account" {
  description = "The relay's Kubernetes service account as namespace:name. Only used with oidc_provider_arn."
  type        = string
  default     = "config-relay:config-relay"

  validation {
    condition     = can(regex("^[a-z0-9-]+:[a-z0-9.-]+$", var.service_account))
    error_message = "Written as namespace:name."
  }
}

variable "secrets_prefix" {
  description = "The role may read secrets of Secrets Manager whose names begin so. Empty allows none."
  type        = string
  default     = "config-relay/"

  validation {
    condition     = can(regex("^([A-Za-z0-9/_+=.@-]+/)?$", var.secrets_prefix))
    error_message = "A prefix that ends with a slash, or empty."
  }
}

variable "config_bucket" {
  description = "AWS Config's bucket, which relay.s3.fetch = true reads. Empty allows none."
  type        = string
  default     = ""

  validation {
    condition     = can(regex("^([a-z0-9.-]{3,63})?$", var.config_bucket))
    error_message = "The name of a bucket, or empty."
  }
}

variable "alarm_topic_arn" {
  description = "The topic that alarms are sent to. Empty shows them in CloudWatch only."
  type        = string
  default     = ""

  validation {
    condition     = can(regex("^(arn:[^:]+:sns:[^:]+:[0-9]{12}:[A-Za-z0-9_-]+)?$", var.alarm_topic_arn))
    error_message = "The ARN of an SNS topic, or empty."
  }
}

variable "alarm_age_seconds" {
  description = "The age of the oldest notification that raises an alarm. With relay.store = none raise it above the longest fold-for, interval or mute of your channels, for which notifications then wait in the queue on purpose."
  type        = number
  default     = 900

  validation {
    condition     = var.alarm_age_seconds >= 60
    error_message = "60 or more."
  }
}
