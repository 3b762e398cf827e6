/**
 * The Camel edge of a delivery: the beans that the routes refer to. {@link io.configrelay.delivery.Decoder} hands events
 * to {@link io.configrelay.delivery.Channels}, each channel's {@link io.configrelay.delivery.SlackChannel} collects them
 * in a {@link io.configrelay.delivery.Digest}, {@link io.configrelay.delivery.SlackPost} posts, and what fails becomes a
 * {@link io.configrelay.delivery.DeadLetter}. An exchange is done when its Slack message is done: nothing here
 * acknowledges anything earlier.
 */
package io.configrelay.delivery;
