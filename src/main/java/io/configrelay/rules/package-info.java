/**
 * What teams write: their channel files and the filters in them, read without Camel, checked, tested and explained.
 */
package io.configrelay.rules;
