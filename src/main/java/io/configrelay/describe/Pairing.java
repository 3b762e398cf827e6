package io.configrelay.describe;

import io.configrelay.event.Json;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which of the elements that a list lost and of those that it got are the same one, edited: first those that are equal,
 * then those of one {@link Identity}, then those that are most alike. No element is paired twice, and none is dropped.
 */
final class Pairing {

    /** So much of two elements must be equal. */
    private static final double ALIKE = 0.5;

    /** Longer lists are paired by identity only: to compare each with each would take too long. */
    private static final int LONGEST = 200;

    private final List<?> removed;
    private final List<?> added;
    private final String list;
    private final int[] pairs;
    private final boolean[] taken;

    private Pairing(List<?> removed, List<?> added, String list) {
        this.removed = removed;
        this.added = added;
        this.list = list;
        this.pairs = new int[removed.size()];
        this.taken = new boolean[added.size()];
        Arrays.fill(pairs, -1);
    }

    /**
     * Pairs the elements of a list.
     *
     * @param own what the resource itself is called: no element is known by that
     * @param list the list's property, such as {@code VPCs}; null where it stands inside of something else
     * @return for each removed element the place of its partner in {@code added}, or -1
     */
    static int[] of(List<?> removed, List<?> added, Set<String> own, String list) {
        Pairing pairing = new Pairing(removed, added, list);
        if (!removed.isEmpty() && !added.isEmpty()) {
            pairing.equal();
            if (!pairing.byIdentity(own) && removed.size() <= LONGEST && added.size() <= LONGEST) {
                pairing.byLikeness();
            }
        }
        return pairing.pairs;
    }

    private void pair(int old, int now) {
        pairs[old] = now;
        taken[now] = true;
    }

    private void equal() {
        Map<Object, Integer> places = new HashMap<>();
        for (int now = added.size() - 1; now >= 0; now--) {
            places.put(added.get(now), now);
        }
        for (int old = 0; old < removed.size(); old++) {
            Integer now = places.get(removed.get(old));
            if (now != null && !taken[now]) {
                pair(old, now);
            }
        }
    }

    /** Whether the elements have an identity that decides. */
    private boolean byIdentity(Set<String> own) {
        Identity identity = Identity.of(removed, added, own);
        Map<Object, Integer> places = new HashMap<>();
        for (int now = 0; now < added.size(); now++) {
            if (!taken[now]) {
                places.put(identity.value(added.get(now)), now);
            }
        }
        for (int old = 0; old < removed.size(); old++) {
            Object value = identity.value(removed.get(old));
            Integer now = pairs[old] >= 0 || value == null ? null : places.get(value);
            if (now != null && !taken[now]) {
                pair(old, now);
            }
        }
        return identity.isDecisive();
    }

    private void byLikeness() {
        for (int old = 0; old < removed.size(); old++) {
            int best = -1;
            double most = 0;
            for (int now = 0; now < added.size() && pairs[old] < 0; now++) {
                double likeness = taken[now] ? 0 : likeness(removed.get(old), added.get(now));
                if (likeness > most) {
                    most = likeness;
                    best = now;
                }
            }
            boolean only = removed.size() == 1 && added.size() == 1;
            if (only && pairs[0] < 0 && haveKeysInCommon(removed.get(0), added.get(0))) {
                if (!haveOtherNames(removed.get(0), added.get(0))) {
                    pair(0, 0);
                }
            } else if (best >= 0 && most >= ALIKE && !haveOtherNames(removed.get(old), added.get(best))) {
                pair(old, best);
            }
        }
    }

    /** What people call otherwise is another thing; the name of a statement is none. */
    private boolean haveOtherNames(Object before, Object after) {
        if (list == null || Policy.isStatement(Json.object(before)) || Policy.isStatement(Json.object(after))) {
            return false;
        }
        Optional<String> old = Identity.name(list, before);
        return old.isPresent()
                && Identity.name(list, after)
                        .filter(now -> !now.equals(old.get()))
                        .isPresent();
    }

    private static boolean haveKeysInCommon(Object before, Object after) {
        return Json.object(before).keySet().stream().anyMatch(Json.object(after)::containsKey);
    }

    /** Which part of two objects' values is the same; 0 for all that are no objects. */
    private static double likeness(Object before, Object after) {
        Map<String, Object> old = Json.object(before);
        Map<String, Object> now = Json.object(after);
        long same = old.entrySet().stream()
                .filter(entry -> !Values.isEmpty(entry.getValue()) && !(entry.getValue() instanceof Boolean))
                .filter(entry -> entry.getValue().equals(now.get(entry.getKey())))
                .count();
        return same / (double) Math.max(1, Math.max(old.size(), now.size()));
    }
}
