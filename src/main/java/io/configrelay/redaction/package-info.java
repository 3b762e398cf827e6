/**
 * What may not be shown of a notification: secrets, by where they stand, what they are called and what they look like.
 * Pure; knows events and JSON, and nothing of Slack.
 */
package io.configrelay.redaction;
