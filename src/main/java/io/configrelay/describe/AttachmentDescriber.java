package io.configrelay.describe;

import io.configrelay.event.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** What many kinds of resource have in common: things that are attached to them, relationships, tags. */
final class AttachmentDescriber implements Describer {

    /** A list, what its elements are called, and the keys that name one. */
    private record Row(String path, String noun, String added, String removed, List<String> names) {}

    private static final List<Row> ROWS = List.of(
            new Row("Configuration.SecurityGroups", "Security group", "attached", "detached", List.of("groupId")),
            new Row("Configuration.Groups", "Security group", "attached", "detached", List.of("groupId")),
            new Row(
                    "Configuration.VpcSecurityGroups",
                    "Security group",
                    "attached",
                    "detached",
                    List.of("vpcSecurityGroupId")),
            new Row(
                    "Configuration.NetworkInterfaces",
                    "Network interface",
                    "attached",
                    "detached",
                    List.of("networkInterfaceId")),
            new Row("Configuration.BlockDeviceMappings", "Volume at", "attached", "detached", List.of("deviceName")),
            new Row("Configuration.Attachments", "Attachment to", "made", "ended", List.of("instanceId", "vpcId")),
            new Row("Configuration.VpcAttachments", "Attachment to", "made", "ended", List.of("vpcId")),
            new Row("Configuration.AttachedManagedPolicies", "Policy", "attached", "detached", List.of("policyName")),
            new Row("Configuration.RolePolicyList", "Inline policy", "added", "removed", List.of("policyName")),
            new Row("Configuration.UserPolicyList", "Inline policy", "added", "removed", List.of("policyName")),
            new Row("Configuration.GroupPolicyList", "Inline policy", "added", "removed", List.of("policyName")),
            new Row("Configuration.GroupList", "Membership of group", "added", "removed", List.of()),
            new Row("Configuration.Instances", "Instance", "registered", "deregistered", List.of("instanceId")),
            new Row("Configuration.IPRanges", "Access from", "authorized", "revoked", List.of("cidrip", "cIDRIP")),
            new Row("Configuration.CidrBlockAssociationSet", "Address range", "added", "removed", List.of("cidrBlock")),
            new Row("Configuration.AvailabilityZones", "Availability zone", "added", "removed", List.of("zoneName")));

    @Override
    public List<Phrase> lines(Edit edit) {
        if (edit.path().equals("Relationships")) {
            return relationship(edit);
        }
        if (edit.path().endsWith("Tags") || edit.path().endsWith("TagSet")) {
            return tag(edit);
        }
        if (!edit.isAdded() && !edit.isRemoved()) {
            return List.of();
        }
        return ROWS.stream()
                .filter(row -> row.path().equals(edit.path()))
                .map(row -> Phrase.of(
                        "thing." + (edit.isAdded() ? row.added() : row.removed()),
                        new Phrase.Term(row.noun()),
                        name(edit.value(), row.names())))
                .toList();
    }

    private static String name(Object element, List<String> keys) {
        Map<String, Object> object = Json.object(element);
        return keys.stream()
                .map(object::get)
                .filter(Objects::nonNull)
                .map(String::valueOf)
                .findFirst()
                .orElseGet(() -> Values.words(element));
    }

    /** AWS's own words for it: {@code Is contained in Vpc vpc-0a1b}. */
    private static List<Phrase> relationship(Edit edit) {
        Map<String, Object> related = Json.object(edit.value());
        Object id = related.get("resourceName") == null ? related.get("resourceId") : related.get("resourceName");
        if (related.get("name") == null || id == null || !(edit.isAdded() || edit.isRemoved())) {
            return List.of();
        }
        String name = String.valueOf(related.get("name")).strip();
        return List.of(
                edit.isAdded()
                        ? Phrase.of("relationship", new Phrase.Term(name), String.valueOf(id))
                        : Phrase.of("relationship.ended", new Phrase.Term(uncapitalized(name)), String.valueOf(id)));
    }

    private static String uncapitalized(String words) {
        return words.isEmpty() ? words : words.substring(0, 1).toLowerCase(Locale.ROOT) + words.substring(1);
    }

    /** In {@code Tags} AWS leaves the key out and has the value alone. */
    private static List<Phrase> tag(Edit edit) {
        Map<String, Object> tag = Json.object(edit.value());
        Object key = tag.get("key") == null ? tag.get("Key") : tag.get("key");
        if (key == null) {
            return edit.value() instanceof String value
                    ? List.of(Phrase.of(edit.isRemoved() ? "tag.value.removed" : "tag.value.added", value))
                    : List.of();
        }
        String now = key + "=" + value(edit.value());
        return List.of(
                edit.isAdded()
                        ? Phrase.of("tag.added", now)
                        : edit.isRemoved()
                                ? Phrase.of("tag.removed", now)
                                : Phrase.of("tag.changed", now, String.valueOf(value(edit.before()))));
    }

    private static Object value(Object tag) {
        Map<String, Object> object = Json.object(tag);
        return object.get("value") == null ? object.getOrDefault("Value", "") : object.get("value");
    }
}
