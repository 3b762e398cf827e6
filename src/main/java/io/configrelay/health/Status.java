package io.configrelay.health;

/** How something is. The worst of several is the last. */
public enum Status {
    /** All is well. */
    UP,
    /** It works, and somebody should look at it; a restart would not help. */
    DEGRADED,
    /** It doesn't work. */
    DOWN
}
