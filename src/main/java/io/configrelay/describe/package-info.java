/**
 * What a diff means, in the words of the AWS console. From an event to lines of text, with no thought of where they will
 * stand: nothing is escaped or cut to a message's size here.
 */
package io.configrelay.describe;
