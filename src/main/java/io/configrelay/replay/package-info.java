/**
 * Sends dead letters to their channels again. {@link io.configrelay.replay.Letters} is where they are kept, {@link
 * io.configrelay.replay.Replay} what is done with them.
 */
package io.configrelay.replay;
