package io.configrelay.describe;

import io.configrelay.event.Json;
import io.configrelay.redaction.Hidden;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What many kinds of resource have in common: things that are attached to them, relationships, tags. */
final class AttachmentDescriber implements Describer {

    /**
     * A list, or an object that is there or not.
     *
     * @param noun what an element is called
     * @param names the keys that name one
     */
    private record Row(String path, String noun, String added, String removed, List<String> names) {}

    private static final Map<String, Row> ROWS = List.of(
                    new Row(
                            "Configuration.SecurityGroups",
                            "Security group",
                            "attached",
                            "detached",
                            List.of("groupId")),
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
                    new Row(
                            "Configuration.BlockDeviceMappings",
                            "Volume at",
                            "attached",
                            "detached",
                            List.of("deviceName")),
                    new Row(
                            "Configuration.Attachments",
                            "Attachment to",
                            "attached-to",
                            "detached-from",
                            List.of("instanceId", "vpcId", "instanceOwnerId")),
                    new Row(
                            "Configuration.Attachment",
                            "Attachment to",
                            "attached-to",
                            "detached-from",
                            List.of("instanceId", "vpcId", "instanceOwnerId")),
                    new Row(
                            "Configuration.VpcAttachments",
                            "Attachment to",
                            "attached-to",
                            "detached-from",
                            List.of("vpcId")),
                    new Row(
                            "Configuration.AttachedManagedPolicies",
                            "Policy",
                            "attached",
                            "detached",
                            List.of("policyName")),
                    new Row(
                            "Configuration.InstanceProfileList",
                            "Instance profile",
                            "added",
                            "removed",
                            List.of("instanceProfileName")),
                    new Row("Configuration.GroupList", "Membership of group", "added", "removed", List.of()),
                    new Row("Configuration.Instances", "Instance", "registered", "deregistered", List.of("instanceId")),
                    new Row(
                            "Configuration.IPRanges",
                            "Access from",
                            "authorized",
                            "revoked",
                            List.of("cidrip", "cIDRIP")),
                    new Row(
                            "Configuration.CidrBlockAssociationSet",
                            "Address range",
                            "added",
                            "removed",
                            List.of("cidrBlock")),
                    new Row(
                            "Configuration.Ipv6CidrBlockAssociationSet",
                            "Address range",
                            "added",
                            "removed",
                            List.of("ipv6CidrBlock")),
                    new Row(
                            "Configuration.PrivateIpAddresses",
                            "Private IPv4 address",
                            "added",
                            "removed",
                            List.of("privateIpAddress")),
                    new Row("Configuration.VPCs", "VPC", "associated", "disassociated", List.of("VPCId")),
                    new Row(
                            "Configuration.AvailabilityZones",
                            "Availability zone",
                            "added",
                            "removed",
                            List.of("zoneName")))
            .stream()
            .collect(Collectors.toUnmodifiableMap(Row::path, Function.identity()));

    @Override
    public List<Phrase> lines(Edit edit) {
        if (edit.path().equals("Relationships")) {
            return relationship(edit);
        }
        if (edit.path().equals(TagEdits.PATH)) {
            return tag(edit);
        }
        Row row = ROWS.get(edit.path());
        if (row == null || (!edit.isAdded() && !edit.isRemoved())) {
            return List.of();
        }
        return name(edit.openedValue(), row.names())
                .map(name -> List.of(thing(edit, row, name)))
                .orElse(List.of());
    }

    private static Phrase thing(Edit edit, Row row, String name) {
        String happened = edit.isState() ? "is" : edit.isAdded() ? row.added() : row.removed();
        return Phrase.of("thing." + happened, new Phrase.Term(row.noun()), name);
    }

    /** What an element of such a list is called; none of a list that isn't known. */
    static Optional<Phrase> noun(String path) {
        return Optional.ofNullable(ROWS.get(path)).map(row -> new Phrase.Term(row.noun()));
    }

    private static Optional<String> name(Object element, List<String> keys) {
        if (!(element instanceof Map<?, ?>)) {
            return element == null || element instanceof List<?>
                    ? Optional.empty()
                    : Optional.of(Names.shortened(Json.plain(element)));
        }
        return Optional.ofNullable(Json.text(Json.object(element), keys.toArray(new String[0])));
    }

    /** AWS's own words for it: {@code Is contained in Vpc vpc-0a1b}. */
    private static List<Phrase> relationship(Edit edit) {
        Map<String, Object> related = Json.object(edit.value());
        String id = Json.text(related, "resourceName", "resourceId");
        if (related.get("name") == null || id == null || !(edit.isAdded() || edit.isRemoved())) {
            return List.of();
        }
        String name = String.valueOf(related.get("name")).strip();
        String shown = Names.shortened(id);
        return List.of(
                edit.isAdded()
                        ? Phrase.of("relationship", new Phrase.Term(name), shown)
                        : Phrase.of("relationship.ended", new Phrase.Term(uncapitalized(name)), shown));
    }

    private static String uncapitalized(String words) {
        return words.isEmpty() ? words : words.substring(0, 1).toLowerCase(Locale.ROOT) + words.substring(1);
    }

    /** In {@code Tags} AWS leaves the key out and has the value alone. */
    private static List<Phrase> tag(Edit edit) {
        String key = Json.text(Json.object(edit.value()), "key");
        if (key == null) {
            return edit.value() instanceof String value && (edit.isAdded() || edit.isRemoved())
                    ? List.of(Phrase.of(edit.isRemoved() ? "tag.value.removed" : "tag.value.added", value))
                    : List.of();
        }
        Object now = Json.object(edit.after()).get("value");
        Object before = Json.object(edit.before()).get("value");
        if (now instanceof Hidden || before instanceof Hidden) {
            return List.of(Phrase.of("tag.hidden." + happened(edit), key));
        }
        return List.of(
                edit.isAdded()
                        ? Phrase.of("tag.added", key + "=" + Json.plain(now))
                        : edit.isRemoved()
                                ? Phrase.of("tag.removed", key + "=" + Json.plain(before))
                                : Phrase.of("tag.changed", key + "=" + Json.plain(now), Json.plain(before)));
    }

    private static String happened(Edit edit) {
        return edit.isAdded() ? "added" : edit.isRemoved() ? "removed" : "changed";
    }
}
