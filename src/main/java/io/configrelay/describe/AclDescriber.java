package io.configrelay.describe;

import io.configrelay.event.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Access control lists of S3: who is granted what.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html">Access control lists</a>
 */
final class AclDescriber implements Describer {

    private static final String PATH = "SupplementaryConfiguration.AccessControlList";

    /** One grant: who and what, as AWS Config names them. */
    private record Grant(String grantee, String permission) {

        private static Grant of(Object grant) {
            Map<String, Object> object = Json.object(grant);
            Object grantee = object.get("grantee");
            String name = grantee instanceof Map<?, ?>
                    ? Json.text(Json.object(grantee), "displayName", "emailAddress", "uri", "identifier", "id")
                    : Json.text(object, "grantee");
            String permission = Json.text(object, "permission");
            return name == null || permission == null ? null : new Grant(name, permission);
        }

        /** Whether all that the other grants is granted by this. */
        private boolean covers(Grant other) {
            return (permission.equals(other.permission)
                            || permission.toLowerCase(Locale.ROOT).matches("full_?control"))
                    && (grantee.equals(other.grantee) || (isOfAll() && other.isOfEverybody()));
        }

        private boolean isOfAll() {
            String name = grantee.toLowerCase(Locale.ROOT);
            return name.endsWith("allusers") || name.endsWith("global/all");
        }

        private boolean isOfEverybody() {
            String name = grantee.toLowerCase(Locale.ROOT);
            return isOfAll() || name.endsWith("authenticatedusers");
        }

        /** A canonical id has 64 digits, of which the first say enough. */
        private Phrase words() {
            String name = grantee.length() == 64 ? grantee.substring(0, 12) + "…" : grantee;
            return Phrase.of("acl.grant", new Phrase.Term(permission), name);
        }
    }

    @Override
    public List<Phrase> lines(Edit edit) {
        if (!edit.path().equals(PATH)) {
            return List.of();
        }
        List<Grant> before = grants(edit.openedBefore());
        List<Grant> after = grants(edit.openedAfter());
        List<Phrase> lines = new ArrayList<>();
        Object owner = owner(edit.openedValue());
        for (Grant grant : after) {
            if (!before.contains(grant) && !(edit.isState() && grant.grantee().equals(owner))) {
                lines.add(Phrase.of(edit.isState() ? "acl.grant.is" : "acl.grant.added", grant.words()));
            }
        }
        for (Grant grant : before) {
            if (!after.contains(grant)) {
                lines.add(Phrase.of("acl.grant.removed", grant.words()));
            }
        }
        return lines;
    }

    /** Whether somebody who is everybody is granted what was not granted before. */
    static boolean opens(Edit edit) {
        if (!edit.path().equals(PATH)) {
            return false;
        }
        List<Grant> before = grants(edit.openedBefore());
        return grants(edit.openedAfter()).stream()
                .filter(Grant::isOfEverybody)
                .anyMatch(grant -> before.stream().noneMatch(old -> old.covers(grant)));
    }

    /** Who has everything anyway. */
    private static Object owner(Object list) {
        Map<String, Object> owner = Json.object(Json.object(list).get("owner"));
        return Json.text(owner, "displayName", "id");
    }

    private static List<Grant> grants(Object list) {
        return Json.array(Json.object(list).get("grantList")).stream()
                .map(Grant::of)
                .filter(Objects::nonNull)
                .toList();
    }
}
