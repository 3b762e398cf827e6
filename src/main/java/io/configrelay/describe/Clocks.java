package io.configrelay.describe;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Properties that AWS moves on by itself: when something was last done, and how much of it there is. */
final class Clocks {

    private static final Pattern TIME = Pattern.compile(
            "(last|latest|earliest)[a-z]*(time|date|timestamp|modified|updated?|used|changed?|seen|activity|restorable[a-z]*)"
                    + "|[a-z]*(update|updated|modified|modification)(date|time|timestamp|at)|capturetime|installedtime"
                    + "|lastmodified[a-z]*|laststatuschange|rolelastused|passwordlastused");

    /** Each name is asked for again and again. */
    private static final LoadingCache<String, Boolean> NAMES = Caffeine.newBuilder()
            .maximumSize(10_000)
            .build(name -> TIME.matcher(name.toLowerCase(Locale.ROOT)).matches());

    private Clocks() {}

    /**
     * Whether a property is one.
     *
     * @param property its path
     */
    static boolean isClock(String type, String property) {
        Optional<Wording> own = Wording.exact(type, property);
        if (own.isPresent()) {
            return own.get().isClock();
        }
        String last = property.substring(property.lastIndexOf('.') + 1);
        return NAMES.get(last)
                || Wording.of(type, property).filter(Wording::isClock).isPresent();
    }

    /** Whether nothing but such changed. */
    static boolean isClock(String type, Edit edit) {
        if (edit.isState()) {
            return false;
        }
        if (InventoryDescriber.TYPE.equals(type)) {
            return true;
        }
        if (isClock(type, edit.property())) {
            return true;
        }
        boolean[] others = new boolean[1];
        Differences.down(edit, (path, before, after) -> {
            others[0] = !isClock(type, Leaf.property(edit, path));
            return others[0];
        });
        return !others[0] && !edit.isAdded() && !edit.isRemoved();
    }
}
