package io.configrelay.event;

/**
 * What one AWS Config rule came to for a resource.
 *
 * @param rule its name, or null
 * @param before such as {@code COMPLIANT}; null where there was no result, or where it is not known
 * @param after such as {@code NON_COMPLIANT}; {@code NOT_APPLICABLE} where an item lists the rule no more
 */
public record RuleResult(String rule, String before, String after) {}
