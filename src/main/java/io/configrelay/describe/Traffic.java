package io.configrelay.describe;

import io.configrelay.event.Json;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a rule of a security group or a network ACL is about.
 *
 * @param protocol {@code tcp}, {@code udp}, {@code icmp}, {@code icmpv6}, {@code all}, the protocol's number, or empty where
 *     it is none that AWS knows
 * @param from the first port; of ICMP the type; null for all
 * @param to the last port; of ICMP the code; null for all
 * @see <a href="https://www.iana.org/assignments/protocol-numbers">Protocol numbers</a>
 * @see <a href="https://www.iana.org/assignments/icmp-parameters">ICMP types</a>
 */
record Traffic(String protocol, Integer from, Integer to) {

    private static final Map<String, String> NAMES =
            Map.of("-1", "all", "1", "icmp", "6", "tcp", "17", "udp", "58", "icmpv6");

    private static final Map<String, String> OTHERS =
            Map.of("2", "IGMP", "4", "IP-in-IP", "47", "GRE", "50", "ESP", "51", "AH", "89", "OSPF", "132", "SCTP");

    private static final Pattern NUMBER = Pattern.compile("\\d{1,3}");

    private static final Map<Integer, String> ICMP = Map.of(
            0, "echo reply",
            3, "destination unreachable",
            5, "redirect",
            8, "echo request",
            11, "time exceeded");

    private static final Map<Integer, String> ICMP_V6 = Map.of(
            1, "destination unreachable",
            2, "packet too big",
            3, "time exceeded",
            128, "echo request",
            129, "echo reply");

    /** Of a security group's permission: ports of ICMP are its type and code. */
    static Traffic of(Map<String, Object> permission) {
        return new Traffic(
                protocol(permission.get("ipProtocol")),
                number(permission.get("fromPort")),
                number(permission.get("toPort")));
    }

    /** Of a network ACL's entry. */
    static Traffic ofEntry(Map<String, Object> entry) {
        String protocol = protocol(entry.get("protocol"));
        Map<String, Object> icmp = Json.object(entry.get("icmpTypeCode"));
        Map<String, Object> ports = Json.object(entry.get("portRange"));
        return protocol.startsWith("icmp")
                ? new Traffic(protocol, number(icmp.get("type")), number(icmp.get("code")))
                : new Traffic(protocol, number(ports.get("from")), number(ports.get("to")));
    }

    private static String protocol(Object protocol) {
        String text = protocol == null ? "-1" : Json.plain(protocol);
        return NAMES.getOrDefault(
                text, NAMES.containsValue(text) || NUMBER.matcher(text).matches() ? text : "");
    }

    /** AWS writes -1 for all. */
    private static Integer number(Object value) {
        return value instanceof Number number && number.intValue() >= 0 ? number.intValue() : null;
    }

    /** Whether it has ports, and names some. */
    boolean hasPorts() {
        return isPortProtocol() && from != null;
    }

    private boolean isPortProtocol() {
        return protocol.equals("tcp") || protocol.equals("udp");
    }

    boolean isAll() {
        return protocol.equals("all");
    }

    boolean isIcmp() {
        return protocol.startsWith("icmp");
    }

    /** The last port, which is the first one where only that is named. */
    int last() {
        return to == null ? from : to;
    }

    /** Whether all of the other is part of this. */
    boolean covers(Traffic other) {
        boolean ports = from == null || (other.from != null && from <= other.from && other.last() <= last());
        return isAll() || (protocol.equals(other.protocol) && ports);
    }

    /** {@code tcp 8443}, {@code udp 1000-2000}, {@code all traffic}, {@code protocol 47 (GRE)}. */
    Phrase words() {
        if (isAll()) {
            return Phrase.of("traffic.all");
        }
        if (isIcmp()) {
            return icmp();
        }
        if (isPortProtocol()) {
            String ports = from == null ? "" : from.equals(last()) ? " " + from : " " + from + "-" + last();
            return new Phrase.Literal(protocol + ports);
        }
        if (protocol.isEmpty()) {
            return Phrase.of("traffic.unknown");
        }
        return Optional.ofNullable(OTHERS.get(protocol))
                .map(name -> Phrase.of("traffic.protocol.named", protocol, name))
                .orElseGet(() -> Phrase.of("traffic.protocol", protocol));
    }

    private Phrase icmp() {
        boolean six = protocol.equals("icmpv6");
        if (from == null) {
            return Phrase.of(six ? "traffic.icmpv6" : "traffic.icmp");
        }
        String name = six ? "ICMPv6" : "ICMP";
        boolean usual = to == null || (to == 0 && (six ? ICMP_V6 : ICMP).containsKey(from));
        String code = usual ? "" : "/" + to;
        String type = (six ? ICMP_V6 : ICMP).get(from);
        return type == null
                ? Phrase.of("traffic.icmp.type", name, from + code)
                : Phrase.of("traffic.icmp.named", name, from + code, new Phrase.Term(type));
    }
}
