/**
 * What the relay has to remember whatever happens to it: what each channel was told, and what waits for a channel. In an
 * embedded database of one relay, in PostgreSQL for several, or in memory.
 */
package io.configrelay.store;
