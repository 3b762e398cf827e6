package io.configrelay.describe;

import io.configrelay.event.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Whether an edit of a security group let all the world in, and to what. */
final class WorldOpen {

    private static final String INBOUND = "Configuration.IpPermissions";

    private static final Set<String> WORLD = Set.of("0.0.0.0/0", "::/0");

    /** Ports of TCP that nobody opens to the world on purpose. */
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

    /** The one that is asked by UDP, too, and answers anybody a thousandfold. */
    private static final int MEMCACHED = 11211;

    private static final Set<Integer> USUAL = Set.of(80, 443);

    private WorldOpen() {}

    /** Whether an address range is all the world. */
    static boolean isWorld(String range) {
        return WORLD.contains(range);
    }

    /**
     * What was opened, in words.
     *
     * @param grave whether to look for what is grave, or for the rest
     * @param all the edits of the event: what one of them narrowed to this was open before
     */
    static Optional<Phrase> reason(Edit edit, List<Edit> all, boolean grave) {
        if (!edit.path().equals(INBOUND) || edit.isRemoved()) {
            return Optional.empty();
        }
        Map<String, Object> permission = Json.object(edit.after());
        List<String> world = world(permission);
        if (world.isEmpty()) {
            return Optional.empty();
        }
        Traffic traffic = Traffic.of(permission);
        if (traffic.isIcmp() || !isOpened(traffic, world, all)) {
            return Optional.empty();
        }
        Optional<String> service = service(traffic);
        boolean everything = traffic.isAll() || isAllTcp(traffic);
        if (grave) {
            return everything
                    ? Optional.of(Phrase.of("risk.open", traffic.words()))
                    : service.map(name -> Phrase.of("risk.open.service", traffic.words(), name));
        }
        boolean usual = traffic.hasPorts()
                && traffic.protocol().equals("tcp")
                && traffic.from() == traffic.last()
                && USUAL.contains(traffic.from());
        return usual || everything || service.isPresent()
                ? Optional.empty()
                : Optional.of(Phrase.of("risk.open", traffic.words()));
    }

    private static boolean isAllTcp(Traffic traffic) {
        return traffic.protocol().equals("tcp") && traffic.from() == null;
    }

    private static Optional<String> service(Traffic traffic) {
        if (!traffic.hasPorts()) {
            return Optional.empty();
        }
        return GRAVE.entrySet().stream()
                .filter(port -> traffic.from() <= port.getKey() && port.getKey() <= traffic.last())
                .filter(port -> traffic.protocol().equals("tcp") || port.getKey() == MEMCACHED)
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** The whole world's ranges among a permission's; every event of a group is asked, so nothing else is read. */
    private static List<String> world(Map<String, Object> permission) {
        List<String> world = new ArrayList<>(0);
        add(world, permission.get("ipRanges"), "cidrIp");
        add(world, permission.get("ipv4Ranges"), "cidrIp");
        add(world, permission.get("ipv6Ranges"), "cidrIpv6");
        return world;
    }

    private static void add(List<String> world, Object ranges, String key) {
        for (Object range : Json.array(ranges)) {
            Object cidr = range instanceof Map<?, ?> map ? map.get(key) : range;
            if (cidr instanceof String text && isWorld(text) && !world.contains(text)) {
                world.add(text);
            }
        }
    }

    /** Whether one of these had no way in before. */
    private static boolean isOpened(Traffic traffic, List<String> world, List<Edit> all) {
        List<String> closed = new ArrayList<>(world);
        for (Edit edit : all) {
            if (edit.path().equals(INBOUND) && edit.before() != null) {
                Map<String, Object> old = Json.object(edit.before());
                if (Traffic.of(old).covers(traffic)) {
                    closed.removeAll(world(old));
                }
            }
        }
        return !closed.isEmpty();
    }
}
