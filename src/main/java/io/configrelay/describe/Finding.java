package io.configrelay.describe;

import java.util.List;

/**
 * One reason to look at a change, and what gave it.
 *
 * @param edit null where it is the change as a whole
 */
record Finding(Risk.Level level, Phrase reason, Edit edit) {

    /** Where an edit stands among the findings, the gravest first; behind all for one that gave none. */
    static int place(List<Finding> findings, Edit edit) {
        for (int i = 0; i < findings.size(); i++) {
            if (findings.get(i).edit() == edit) {
                return i;
            }
        }
        return findings.size();
    }
}
