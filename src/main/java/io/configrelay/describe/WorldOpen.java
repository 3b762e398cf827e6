package io.configrelay.describe;

import io.configrelay.event.Json;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Whether an edit of a security group let all the world in, and to what. */
final class WorldOpen {

    private static final Set<String> WORLD = Set.of("0.0.0.0/0", "::/0");

    /** Ports that nobody opens to the world on purpose. */
    private static final Map<Integer, String> GRAVE = new TreeMap<>(Map.ofEntries(
            Map.entry(22, "SSH"),
            Map.entry(23, "Telnet"),
            Map.entry(445, "SMB"),
            Map.entry(1433, "SQL Server"),
            Map.entry(1521, "Oracle"),
            Map.entry(2375, "Docker"),
            Map.entry(3306, "MySQL"),
            Map.entry(3389, "RDP"),
            Map.entry(5432, "PostgreSQL"),
            Map.entry(5900, "VNC"),
            Map.entry(6379, "Redis"),
            Map.entry(9200, "Elasticsearch"),
            Map.entry(11211, "memcached"),
            Map.entry(27017, "MongoDB")));

    private static final Set<Integer> USUAL = Set.of(80, 443);

    private WorldOpen() {}

    /**
     * What was opened, in words.
     *
     * @param grave whether to look for what is grave, or for the rest
     */
    static Optional<Phrase> reason(Edit edit, boolean grave) {
        if (!edit.path().equals("Configuration.IpPermissions")) {
            return Optional.empty();
        }
        Map<String, Object> permission = Json.object(edit.after());
        Set<String> peers = SecurityGroupDescriber.peers(permission);
        if (Collections.disjoint(WORLD, peers)) {
            return Optional.empty();
        }
        Set<String> before = SecurityGroupDescriber.peers(Json.object(edit.before()));
        boolean opened = peers.stream().anyMatch(peer -> WORLD.contains(peer) && !before.contains(peer));
        if (!opened || String.valueOf(permission.get("ipProtocol")).startsWith("icmp")) {
            return Optional.empty();
        }
        Phrase traffic = SecurityGroupDescriber.traffic(permission);
        if (!(permission.get("fromPort") instanceof Number from) || !(permission.get("toPort") instanceof Number to)) {
            return grave ? Optional.of(Phrase.of("risk.open", traffic)) : Optional.empty();
        }
        Optional<String> service = GRAVE.entrySet().stream()
                .filter(port -> from.intValue() <= port.getKey() && port.getKey() <= to.intValue())
                .map(Map.Entry::getValue)
                .findFirst();
        boolean usual = from.equals(to) && USUAL.contains(from.intValue());
        if (grave) {
            return service.map(name -> Phrase.of("risk.open.service", traffic, name));
        }
        return usual || service.isPresent() ? Optional.empty() : Optional.of(Phrase.of("risk.open", traffic));
    }
}
