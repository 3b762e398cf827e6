package io.configrelay.slack;

import io.configrelay.event.Arn;
import io.configrelay.event.Resource;
import io.configrelay.redaction.Redaction;
import java.util.regex.Pattern;

/**
 * What a headline calls a resource: its id, with its name behind it; by the name alone where the id means nothing to
 * people.
 *
 * @param id what stands for the id; null where the resource is not named at all
 * @param name what stands behind it; null for nothing
 * @param ownId the resource's own id, null where it has none
 */
record DisplayName(String id, String name, String ownId) {

    /**
     * Ids that people don't know a resource by: those of IAM, of databases, of packs and rules of AWS Config, of hosted
     * zones, and UUIDs.
     *
     * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids">IAM's
     *     unique identifiers</a>
     */
    private static final Pattern OPAQUE =
            Pattern.compile("(AROA|AIDA|AGPA|ANPA|AIPA|ASCA|ANVA)[A-Z0-9]{6,}|(db|cluster)-[A-Z0-9]{5,}"
                    + "|(conformance-pack|config-rule)-[a-z0-9]{4,}|(/hostedzone/)?Z[A-Z0-9]{8,}"
                    + "|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private static final Pattern URL = Pattern.compile("https?://.+", Pattern.DOTALL);

    static DisplayName of(Resource resource) {
        String id = resource.id();
        String name = resource.name();
        if (!isOpaque(id)) {
            return new DisplayName(id, name == null || name.equals(id) ? null : name, id);
        }
        if (name != null && !Arn.isOne(name)) {
            return new DisplayName(name, null, id);
        }
        String whole = Redaction.text(id);
        if (!whole.equals(id)) {
            // What is cut off may be what tells that the rest is a secret.
            return new DisplayName(whole, null, whole);
        }
        String known = URL.matcher(id).matches() ? tail(id) : nameOf(Arn.isOne(id) ? id : resource.arn());
        return new DisplayName(known == null ? id : known, null, id);
    }

    private static String nameOf(String arn) {
        return Arn.isOne(arn) ? Arn.name(arn) : null;
    }

    /** What stands behind the last slash of a URL, as a queue's name does; null for nothing. */
    private static String tail(String url) {
        String tail = url.substring(url.lastIndexOf('/') + 1);
        return tail.isBlank() ? null : tail;
    }

    /** Whether people read no more of the id than the name in it, if that. */
    static boolean isOpaque(String id) {
        return id != null && (Arn.isOne(id) || isUnknown(id) || URL.matcher(id).matches());
    }

    /** Whether the id can't be read at all, and leads to no page that goes by names. */
    static boolean isUnknown(String id) {
        return OPAQUE.matcher(id).matches();
    }

    /** Whether the name stands in the place of the id. */
    boolean isByName() {
        return ownId != null && !ownId.equals(id);
    }
}
