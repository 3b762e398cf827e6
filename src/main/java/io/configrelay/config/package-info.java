/**
 * What is checked before anything runs: the settings, the teams' files, the queue. Every mistake is told in one line that
 * names the file, the key and the remedy.
 */
package io.configrelay.config;
