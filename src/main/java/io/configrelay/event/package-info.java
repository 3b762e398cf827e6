/**
 * Reads what AWS Config sends. Text goes in, {@link io.configrelay.event.ConfigEvent events} come out: {@link
 * io.configrelay.event.Envelope} takes the AWS Config messages out of whatever they were wrapped in, {@link
 * io.configrelay.event.ConfigEvent} says what one message means. Nothing here knows Slack, Camel or the network.
 */
package io.configrelay.event;
