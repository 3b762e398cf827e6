/**
 * How the relay is: what each channel, the queue and the channel files last did, told to operators as health, as metrics
 * and, in Slack, as a card for the channels that asked for it.
 */
package io.configrelay.health;
