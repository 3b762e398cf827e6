package io.configrelay.slack;

import io.configrelay.describe.Change;
import io.configrelay.describe.Language;
import io.configrelay.describe.Risk;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How many changes there are, and of what. */
final class Tally {

    private static final int KINDS_SHOWN = 5;

    private Tally() {}

    /** {@code 37 changes in 2 accounts, 2 of high risk: 20 Network Interfaces, 9 Security Groups, 8 of other kinds}. */
    static String of(List<Change> changes, Language language) {
        Map<String, Integer> byKind = new LinkedHashMap<>();
        changes.forEach(
                change -> byKind.merge(Told.of(change, language).headline().kind(), 1, Integer::sum));
        List<Map.Entry<String, Integer>> kinds = byKind.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .toList();
        List<String> parts = new ArrayList<>();
        int others = 0;
        for (Map.Entry<String, Integer> kind : kinds) {
            if (parts.size() < KINDS_SHOWN) {
                parts.add(
                        language.say("digest.kind", kind.getValue(), language.counted(kind.getKey(), kind.getValue())));
            } else {
                others += kind.getValue();
            }
        }
        if (others > 0) {
            parts.add(language.say("digest.others", others));
        }
        long accounts = changes.stream()
                .map(change -> change.event().accountId())
                .filter(Objects::nonNull)
                .distinct()
                .count();
        long high =
                changes.stream().filter(change -> Risk.isHigh(change.risk())).count();
        return language.say(
                "digest",
                changes.size(),
                accounts > 1 ? language.say("digest.accounts", accounts) : "",
                high > 0 ? language.say("digest.high", high) : "",
                String.join(language.say("list.separator"), parts));
    }
}
