package io.configrelay.describe;

import io.configrelay.event.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The versions of a managed policy: what holds is the default one, and a new default is an edit of it. The diff has one
 * version removed and another added, and the number of the default besides.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-versioning.html">Versioning IAM
 *     policies</a>
 */
final class PolicyVersions {

    private static final String LIST = "Configuration.PolicyVersionList";
    private static final String DEFAULT = "Configuration.DefaultVersionId";

    private PolicyVersions() {}

    /** The edits with the change of the default version as one. */
    static List<Edit> merged(List<Edit> edits) {
        if (edits.stream().noneMatch(edit -> edit.path().equals(LIST))) {
            return edits;
        }
        Object old = null;
        Object now = null;
        for (Edit edit : edits) {
            if (edit.path().equals(LIST)) {
                old = isDefault(edit.before()) ? edit.before() : old;
                now = isDefault(edit.after()) ? edit.after() : now;
            }
        }
        Edit whole = old == null || now == null ? null : Edit.ofElement(LIST, document(old), document(now));
        boolean joined = whole != null;
        List<Edit> merged = new ArrayList<>();
        for (Edit edit : edits) {
            boolean part = edit.path().equals(LIST) && (isDefault(edit.before()) || isDefault(edit.after()));
            if (joined && part) {
                if (whole != null) {
                    merged.add(whole);
                    whole = null;
                }
            } else if (edit.path().equals(LIST) && !part) {
                merged.add(Edit.ofElement(LIST, number(edit.before()), number(edit.after())));
            } else if (!(joined && edit.path().equals(DEFAULT))) {
                merged.add(edit);
            }
        }
        return merged;
    }

    /** What is not the default says nothing that holds: its number alone. */
    private static Object number(Object version) {
        Object id = Json.object(version).get("versionId");
        return id == null ? version : Map.of("versionId", id);
    }

    private static boolean isDefault(Object version) {
        return Boolean.TRUE.equals(Json.object(version).get("isDefaultVersion"));
    }

    /** What a version says, and its number. */
    private static Map<String, Object> document(Object version) {
        Map<String, Object> document = new LinkedHashMap<>(Json.object(version));
        document.remove("createDate");
        document.remove("isDefaultVersion");
        return document;
    }
}
