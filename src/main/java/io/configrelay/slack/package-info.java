/**
 * What Slack is sent and what it answers: {@link io.configrelay.slack.MessageFormat} turns events into a {@link
 * io.configrelay.slack.SlackMessage}, {@link io.configrelay.slack.SlackAnswer} says what an answer means. Functions from
 * values to values: nothing here knows Camel or sends anything.
 */
package io.configrelay.slack;
