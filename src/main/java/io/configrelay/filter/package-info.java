/** Holds channels' filters, which teams write, against events, which anybody may cause, within bounds. */
package io.configrelay.filter;
