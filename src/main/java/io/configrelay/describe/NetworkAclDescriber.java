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
        if (edit.path().equals("Configuration.Entries") && value.get("ruleNumber") != null) {
            return List.of(entry(edit, value));
        }
        boolean subnet = edit.path().equals("Configuration.Associations") && value.get("subnetId") != null;
        if (subnet && (edit.isAdded() || edit.isRemoved())) {
            return List.of(Phrase.of(edit.isRemoved() ? "acl.guards.ended" : "acl.guards", value.get("subnetId")));
        }
        return List.of();
    }

    private static Phrase entry(Edit edit, Map<String, Object> value) {
        String rule = "acl." + direction(value);
        String number = Json.plain(value.get("ruleNumber"));
        number = LAST.equals(number) ? "*" : number;
        Phrase words = words(value);
        if (edit.isState()) {
            return Phrase.of(rule + ".state", number, words);
        }
        if (edit.isAdded() || edit.isRemoved()) {
            return Phrase.of(rule + (edit.isAdded() ? ".added" : ".removed"), number, words);
        }
        return Phrase.of(rule + ".changed", number, words, words(Json.object(edit.before())));
    }

    /** {@code allow tcp 22 from 10.0.0.0/8}. */
    private static Phrase words(Map<String, Object> entry) {
        String cidr = Json.text(entry, "cidrBlock", "ipv6CidrBlock");
        Phrase traffic = Traffic.ofEntry(entry).words();
        Phrase action = new Phrase.Term(String.valueOf(Json.text(entry, "ruleAction")));
        return cidr == null
                ? Phrase.of("acl.anywhere", action, traffic)
                : Phrase.of("acl." + direction(entry), action, traffic, cidr);
    }

    private static String direction(Map<String, Object> entry) {
        return Boolean.TRUE.equals(entry.get("egress")) ? "outbound" : "inbound";
    }
}
