package io.configrelay.describe;

import io.configrelay.event.Json;
import java.util.List;
import java.util.Map;

/** {@code AWS::EC2::NetworkAcl}: its numbered rules, and the subnets that it guards. */
final class NetworkAclDescriber implements Describer {

    /** The number by which AWS lists the rule that stands behind all others. */
    private static final String LAST = "32767";

    @Override
    public List<Phrase> lines(Edit edit) {
        Map<String, Object> value = Json.object(edit.value());
        if (edit.path().equals("Configuration.Entries")) {
            String rule = "acl." + direction(value);
            String number = number(value.get("ruleNumber"));
            return List.of(
                    edit.isAdded()
                            ? Phrase.of(rule + ".added", number, words(value))
                            : edit.isRemoved()
                                    ? Phrase.of(rule + ".removed", number, words(value))
                                    : Phrase.of(
                                            rule + ".changed",
                                            number,
                                            words(value),
                                            words(Json.object(edit.before()))));
        }
        boolean subnet = edit.path().equals("Configuration.Associations") && value.get("subnetId") != null;
        if (subnet && (edit.isAdded() || edit.isRemoved())) {
            return List.of(Phrase.of(edit.isAdded() ? "acl.guards" : "acl.guards.ended", value.get("subnetId")));
        }
        return List.of();
    }

    private static String number(Object number) {
        return LAST.equals(String.valueOf(number)) ? "*" : String.valueOf(number);
    }

    /** {@code allow tcp 22 from 10.0.0.0/8}. */
    private static Phrase words(Map<String, Object> entry) {
        Object cidr = entry.get("cidrBlock") == null ? entry.get("ipv6CidrBlock") : entry.get("cidrBlock");
        return Phrase.of(
                "acl." + direction(entry),
                new Phrase.Term(String.valueOf(entry.get("ruleAction"))),
                traffic(entry),
                String.valueOf(cidr));
    }

    private static String direction(Map<String, Object> entry) {
        return Boolean.TRUE.equals(entry.get("egress")) ? "outbound" : "inbound";
    }

    /** Protocol numbers: https://www.iana.org/assignments/protocol-numbers. */
    private static Phrase traffic(Map<String, Object> entry) {
        String protocol = String.valueOf(entry.get("protocol"));
        return switch (protocol) {
            case "-1" -> Phrase.of("traffic.all");
            case "1" -> Phrase.of("traffic.icmp");
            case "58" -> Phrase.of("traffic.icmpv6");
            case "6" -> new Phrase.Literal("tcp" + ports(entry));
            case "17" -> new Phrase.Literal("udp" + ports(entry));
            default -> Phrase.of("traffic.protocol", protocol);
        };
    }

    private static String ports(Map<String, Object> entry) {
        Map<String, Object> range = Json.object(entry.get("portRange"));
        Object from = range.get("from");
        Object to = range.get("to");
        return from == null ? "" : " " + (from.equals(to) ? from : from + "-" + to);
    }
}
