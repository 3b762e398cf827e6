/**
 * config-relay brings AWS Config notifications to Slack. In the order in which a notification travels: {@link
 * io.configrelay.event} reads it, {@link io.configrelay.slack} puts it into words, {@link io.configrelay.delivery} gets
 * it there; {@link io.configrelay.rules} reads what teams write. The routes that connect them stand in {@code routes/}, as YAML.
 */
package io.configrelay;
