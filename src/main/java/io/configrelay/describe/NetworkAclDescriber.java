package io.configrelay.describe;

import io.configrelay.event.Json;
import java.util.List;
import java.util.Map;

/** {@code AWS::EC2::NetworkAcl}: its numbered rules, and the subnets that it guards. */
final class NetworkAclDescriber implements Describer {

    /** The number by which AWS lists the rule that stands behind all others. */
    private static final String LAST = "32767";

    @Override
    public List<String> lines(Edit edit) {
        Map<String, Object> value = Json.object(edit.value());
        if (edit.path().equals("Configuration.Entries")) {
            String rule = (Boolean.TRUE.equals(value.get("egress")) ? "Outbound rule " : "Inbound rule ")
                    + number(value.get("ruleNumber")) + ": ";
            if (edit.isAdded() || edit.isRemoved()) {
                return List.of(rule + words(value) + (edit.isAdded() ? " added" : " removed"));
            }
            return List.of(rule + words(value) + ", was " + words(Json.object(edit.before())));
        }
        boolean subnet = edit.path().equals("Configuration.Associations") && value.get("subnetId") != null;
        if (subnet && (edit.isAdded() || edit.isRemoved())) {
            return List.of((edit.isAdded() ? "Guards " : "Does not guard any more ") + value.get("subnetId"));
        }
        return List.of();
    }

    private static String number(Object number) {
        return LAST.equals(String.valueOf(number)) ? "*" : String.valueOf(number);
    }

    /** {@code allow tcp 22 from 10.0.0.0/8}. */
    private static String words(Map<String, Object> entry) {
        Object cidr = entry.get("cidrBlock") == null ? entry.get("ipv6CidrBlock") : entry.get("cidrBlock");
        return "%s %s %s %s"
                .formatted(
                        entry.get("ruleAction"),
                        traffic(entry),
                        Boolean.TRUE.equals(entry.get("egress")) ? "to" : "from",
                        cidr);
    }

    /** Protocol numbers: https://www.iana.org/assignments/protocol-numbers. */
    private static String traffic(Map<String, Object> entry) {
        String protocol = String.valueOf(entry.get("protocol"));
        return switch (protocol) {
            case "-1" -> "all traffic";
            case "1" -> "all ICMP";
            case "58" -> "all ICMPv6";
            case "6" -> "tcp" + ports(entry);
            case "17" -> "udp" + ports(entry);
            default -> "protocol " + protocol;
        };
    }

    private static String ports(Map<String, Object> entry) {
        Map<String, Object> range = Json.object(entry.get("portRange"));
        Object from = range.get("from");
        Object to = range.get("to");
        return from == null ? "" : " " + (from.equals(to) ? from : from + "-" + to);
    }
}
