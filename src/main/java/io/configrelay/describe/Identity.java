package io.configrelay.describe;

import io.configrelay.event.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What makes an element of a list the same element before and after an edit. */
final class Identity {

    /** The keys that tell elements of a list apart: each row for elements that have its first key. */
    private static final List<List<String>> KEYS = List.of(
            List.of("ruleNumber", "egress"),
            List.of("destinationCidrBlock"),
            List.of("destinationIpv6CidrBlock"),
            List.of("destinationPrefixListId"),
            List.of("ipProtocol", "fromPort", "toPort"),
            List.of("routeTableAssociationId"),
            List.of("networkAclAssociationId"),
            List.of("networkInterfaceId"),
            List.of("groupId"),
            List.of("volumeId"),
            List.of("resourceId", "resourceType"),
            List.of("policyArn"),
            List.of("policyName"),
            List.of("parameterKey"),
            List.of("logicalResourceId"),
            List.of("key"),
            List.of("Key"),
            List.of("id"),
            List.of("arn"),
            List.of("name"));

    /** By a row's first key, which row it is. */
    private static final Map<String, Integer> ROWS = IntStream.range(0, KEYS.size())
            .boxed()
            .collect(Collectors.toMap(row -> KEYS.get(row).get(0), Function.identity()));

    /** Of these, the ones that say something to people. */
    private static final List<String> NAMES =
            List.of("parameterKey", "logicalResourceId", "policyName", "outputKey", "versionId");

    private Identity() {}

    /** What an element of a list is called by people; null where nothing tells. */
    static String name(Edit edit) {
        Map<String, Object> element = Json.object(edit.value());
        return NAMES.stream()
                .filter(key -> element.get(key) instanceof String)
                .map(key -> (String) element.get(key))
                .findFirst()
                .orElse(null);
    }

    /** Equal for the two halves of an edit of one element; null where nothing tells. */
    static Object of(Edit edit) {
        Map<String, Object> element = Json.object(edit.value());
        int row = KEYS.size();
        for (Map.Entry<String, Object> entry : element.entrySet()) {
            if (entry.getValue() != null) {
                row = Math.min(row, ROWS.getOrDefault(entry.getKey(), row));
            }
        }
        if (row < KEYS.size()) {
            List<Object> identity = new ArrayList<>();
            identity.add(edit.path());
            KEYS.get(row).forEach(key -> identity.add(element.get(key)));
            return identity;
        }
        return null;
    }
}
