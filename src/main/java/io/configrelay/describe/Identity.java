package io.configrelay.describe;

import io.configrelay.event.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The keys that make an element of a list the same element before and after an edit.
 *
 * @param keys of an element, none where nothing tells
 * @param isDecisive whether elements that differ in these are different ones, however alike they are besides
 */
record Identity(List<String> keys, boolean isDecisive) {

    private static final Identity NONE = new Identity(List.of(), false);

    /** Known to tell elements apart, the more particular first. */
    private static final List<List<String>> KNOWN = List.of(
            List.of("ruleNumber", "egress"),
            List.of("destinationCidrBlock"),
            List.of("destinationIpv6CidrBlock"),
            List.of("destinationPrefixListId"),
            List.of("ipProtocol", "fromPort", "toPort"),
            List.of("tagKey"),
            List.of("key"),
            List.of("Key"),
            List.of("Sid"),
            List.of("routeTableAssociationId"),
            List.of("networkAclAssociationId"),
            List.of("associationId"),
            List.of("networkInterfaceId"),
            List.of("groupId"),
            List.of("vpcSecurityGroupId"),
            List.of("securityGroupId"),
            List.of("volumeId"),
            List.of("instanceId", "device"),
            List.of("instanceId"),
            List.of("deviceName"),
            List.of("outsideIpAddress"),
            List.of("subnetId"),
            List.of("policyArn"),
            List.of("policyName"),
            List.of("versionId"),
            List.of("configRuleName"),
            List.of("parameterKey"),
            List.of("outputKey"),
            List.of("attributeName"),
            List.of("logicalResourceId"),
            List.of("resourceId", "resourceType"),
            List.of("id"),
            List.of("Id"),
            List.of("arn"),
            List.of("Arn"),
            List.of("name"),
            List.of("Name"));

    /** What a key ends in whose value may tell elements of a type apart that nobody has written down yet. */
    private static final Pattern TELLING =
            Pattern.compile(".*(id|arn|name|key|number|identifier|address|cidr|cidrblock)", Pattern.CASE_INSENSITIVE);

    /** Known to say something to people, the more telling first. */
    private static final List<String> NAMES = List.of(
            "key",
            "tagkey",
            "parameterkey",
            "parametername",
            "outputkey",
            "optionname",
            "attributename",
            "configrulename",
            "policyname",
            "instanceprofilename",
            "logicalresourceid",
            "name",
            "sid",
            "outsideipaddress",
            "devicename",
            "dbinstanceidentifier",
            "subnetidentifier",
            "optiongroupname",
            "cacheclusterid",
            "destinationcidrblock",
            "destinationipv6cidrblock",
            "vpcsecuritygroupid",
            "securitygroupid",
            "groupid",
            "publicip",
            "networkinterfaceid",
            "instanceid",
            "subnetid",
            "versionid",
            "vpcid",
            "id",
            "identifier");

    /** The identity of a list's elements, of those that it lost and of those that it got. */
    static Identity of(Collection<?> removed, Collection<?> added, Set<String> own) {
        for (List<String> keys : KNOWN) {
            Identity known = new Identity(keys, true);
            if (known.tellsApart(removed, own) && known.tellsApart(added, own)) {
                return known;
            }
        }
        Identity best = NONE;
        long most = 0;
        for (String key : keys(removed)) {
            Identity candidate = new Identity(List.of(key), false);
            if (TELLING.matcher(key).matches()
                    && candidate.tellsApart(removed, own)
                    && candidate.tellsApart(added, own)) {
                Set<Object> before = new HashSet<>(candidate.values(removed));
                long same = candidate.values(added).stream()
                        .filter(before::contains)
                        .count();
                if (same > most) {
                    most = same;
                    best = candidate;
                }
            }
        }
        return best;
    }

    private static Set<String> keys(Collection<?> elements) {
        Set<String> keys = new LinkedHashSet<>();
        elements.forEach(element -> keys.addAll(Json.object(element).keySet()));
        return keys;
    }

    /** Whether all have a value, each another, and it isn't only what the resource is called. */
    private boolean tellsApart(Collection<?> elements, Set<String> own) {
        Set<Object> values = new HashSet<>();
        for (Object element : elements) {
            Object value = value(element);
            if (value == null || !values.add(value) || own.contains(String.valueOf(first(element)))) {
                return false;
            }
        }
        return true;
    }

    private Object first(Object element) {
        return Json.object(element).get(keys.get(0));
    }

    private List<Object> values(Collection<?> elements) {
        return elements.stream().map(this::value).toList();
    }

    /** Equal for the two halves of an edit of one element; null where nothing tells. */
    Object value(Object element) {
        if (keys.isEmpty() || Values.isEmpty(first(element))) {
            return null;
        }
        List<Object> values = new ArrayList<>();
        keys.forEach(key -> values.add(Json.object(element).get(key)));
        return values;
    }

    /**
     * What people call an object: its name, else its id.
     *
     * @param property where it stands, such as {@code InstanceProfileList}: {@code instanceProfileName} is a name there
     */
    static Optional<String> name(String property, Object value) {
        Map<String, Object> object = Json.object(value);
        if (object.isEmpty()) {
            return Optional.empty();
        }
        String self = Names.singular(property.substring(property.lastIndexOf('.') + 1))
                .toLowerCase(Locale.ROOT);
        Stream<String> telling =
                Stream.concat(NAMES.stream(), Stream.of(self + "name", self + "id", self + "arn", "arn"));
        return telling.map(name -> text(object, name)).filter(Objects::nonNull).findFirst();
    }

    /** The text or number under a key, without regard to case, shortened where it is an ARN. */
    private static String text(Map<String, Object> object, String name) {
        for (Map.Entry<String, Object> entry : object.entrySet()) {
            Object value = entry.getValue();
            if (entry.getKey().equalsIgnoreCase(name)
                    && (value instanceof String || value instanceof Number)
                    && !Values.isEmpty(value)) {
                return Names.shortened(Json.plain(value));
            }
        }
        return null;
    }
}
