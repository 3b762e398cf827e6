package io.configrelay.describe;

import io.configrelay.event.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code AWS::EC2::SecurityGroup}: which traffic is let in or out, from or to where. */
final class SecurityGroupDescriber implements Describer {

    @Override
    public List<Phrase> lines(Edit edit) {
        return switch (edit.path()) {
            case "Configuration.IpPermissions" -> lines(edit, "inbound");
            case "Configuration.IpPermissionsEgress" -> lines(edit, "outbound");
            default -> List.of();
        };
    }

    private static List<Phrase> lines(Edit edit, String direction) {
        Set<String> before = peers(Json.object(edit.before()));
        Set<String> after = peers(Json.object(edit.after()));
        Phrase traffic = traffic(Json.object(edit.value()));
        List<Phrase> lines = new ArrayList<>();
        after.stream()
                .filter(peer -> !before.contains(peer))
                .forEach(peer -> lines.add(Phrase.of(direction + ".opened", traffic, peer)));
        before.stream()
                .filter(peer -> !after.contains(peer))
                .forEach(peer -> lines.add(Phrase.of(direction + ".closed", traffic, peer)));
        return lines;
    }

    /** {@code tcp 8443}, {@code udp 1000-2000}, {@code all traffic}. */
    static Phrase traffic(Map<String, Object> permission) {
        String protocol = String.valueOf(permission.get("ipProtocol"));
        if (protocol.equals("-1")) {
            return Phrase.of("traffic.all");
        }
        Object from = permission.get("fromPort");
        Object to = permission.get("toPort");
        if (from == null || String.valueOf(from).equals("-1")) {
            return new Phrase.Literal(protocol);
        }
        return new Phrase.Literal(protocol + " " + (from.equals(to) || to == null ? from : from + "-" + to));
    }

    /** Address ranges, groups and prefix lists. Newer items have the IPv4 ranges twice. */
    static Set<String> peers(Map<String, Object> permission) {
        Set<String> peers = new LinkedHashSet<>();
        add(peers, permission.get("ipRanges"), "cidrIp");
        add(peers, permission.get("ipv4Ranges"), "cidrIp");
        add(peers, permission.get("ipv6Ranges"), "cidrIpv6");
        add(peers, permission.get("userIdGroupPairs"), "groupId");
        add(peers, permission.get("prefixListIds"), "prefixListId");
        return peers;
    }

    private static void add(Set<String> peers, Object ranges, String key) {
        for (Object range : Json.array(ranges)) {
            Object peer = range instanceof Map<?, ?> ? Json.object(range).get(key) : range;
            if (peer instanceof String name) {
                peers.add(name);
            }
        }
    }
}
