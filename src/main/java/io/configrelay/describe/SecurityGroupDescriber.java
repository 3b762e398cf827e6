package io.configrelay.describe;

import io.configrelay.event.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** {@code AWS::EC2::SecurityGroup}: which traffic is let in or out, from or to where. */
final class SecurityGroupDescriber implements Describer {

    private static final String INBOUND = "Configuration.IpPermissions";
    private static final String OUTBOUND = "Configuration.IpPermissionsEgress";

    private final String account;

    /** @param account the resource's own, whose groups go without it; may be null */
    SecurityGroupDescriber(String account) {
        this.account = account;
    }

    @Override
    public List<Phrase> lines(Edit edit) {
        return switch (edit.path()) {
            case INBOUND -> lines(edit, "inbound");
            case OUTBOUND -> lines(edit, "outbound");
            default -> List.of();
        };
    }

    private List<Phrase> lines(Edit edit, String direction) {
        Map<String, Peer> before = peers(Json.object(edit.before()));
        Map<String, Peer> after = peers(Json.object(edit.after()));
        Phrase traffic = Traffic.of(Json.object(edit.value())).words();
        List<Phrase> lines = new ArrayList<>();
        List<Phrase> details = new ArrayList<>();
        List<Phrase> narrow = new ArrayList<>();
        after.forEach((id, peer) -> {
            Peer old = before.get(id);
            if (old == null) {
                // What is open to the world is told first.
                (WorldOpen.isWorld(id) ? lines : narrow)
                        .add(Phrase.of(
                                direction + (edit.isState() ? ".allowed" : ".opened"), traffic, peer.words(account)));
            } else {
                Object words = peer.words(account);
                if (!Objects.equals(old.description(), peer.description())) {
                    details.add(
                            detail(direction + ".description", traffic, words, old.description(), peer.description()));
                }
                if (!Objects.equals(old.status(), peer.status())) {
                    details.add(detail(direction + ".peering", traffic, words, old.status(), peer.status()));
                }
            }
        });
        lines.addAll(narrow);
        before.forEach((id, peer) -> {
            if (!after.containsKey(id)) {
                lines.add(Phrase.of(direction + ".closed", traffic, peer.words(account)));
            }
        });
        lines.addAll(details);
        return lines;
    }

    /** What opens and closes nothing. */
    private static Phrase detail(String key, Phrase traffic, Object peer, String before, String after) {
        return Phrase.of(key, traffic, peer, quoted(before), quoted(after));
    }

    private static Object quoted(String text) {
        return text == null ? Phrase.of("none") : text;
    }

    /** Whether nothing but the descriptions of rules changed, which open and close nothing. */
    static boolean isDescription(Edit edit) {
        return edit.path().startsWith(INBOUND)
                && !edit.isAdded()
                && !edit.isRemoved()
                && peers(Json.object(edit.before()))
                        .keySet()
                        .equals(peers(Json.object(edit.after())).keySet());
    }

    /** Address ranges, groups and prefix lists, by what tells them apart. Newer items have the IPv4 ranges twice. */
    static Map<String, Peer> peers(Map<String, Object> permission) {
        Map<String, Peer> peers = new LinkedHashMap<>();
        add(peers, permission.get("ipv4Ranges"), "cidrIp");
        add(peers, permission.get("ipRanges"), "cidrIp");
        add(peers, permission.get("ipv6Ranges"), "cidrIpv6");
        add(peers, permission.get("userIdGroupPairs"), "groupId");
        add(peers, permission.get("prefixListIds"), "prefixListId");
        return peers;
    }

    private static void add(Map<String, Peer> peers, Object ranges, String key) {
        for (Object range : Json.array(ranges)) {
            Peer peer = range instanceof Map<?, ?> ? Peer.of(Json.object(range), key) : Peer.of(range);
            if (peer != null) {
                peers.putIfAbsent(peer.id(), peer);
            }
        }
    }

    /**
     * From where or to where.
     *
     * @param id an address range, a group's id or name, or a prefix list's id
     * @param account of a group of another account, else null
     * @param peering by which that group is reached, else null
     * @param description of this peer's rule, else null
     * @param status of the peering, such as {@code active}, else null
     */
    record Peer(String id, String account, String peering, String description, String status) {

        private static Peer of(Object range) {
            return range instanceof String id && !id.isEmpty() ? new Peer(id, null, null, null, null) : null;
        }

        private static Peer of(Map<String, Object> peer, String key) {
            String account = Json.text(peer, "userId");
            String id = Json.text(peer, key);
            if (id == null && peer.get("groupName") instanceof String name) {
                // One of AWS's own, such as amazon-elb/amazon-elb-sg.
                id = account == null ? name : account + "/" + name;
                account = null;
            }
            return id == null
                    ? null
                    : new Peer(
                            id,
                            account,
                            Json.text(peer, "vpcPeeringConnectionId"),
                            Json.text(peer, "description"),
                            Json.text(peer, "peeringStatus"));
        }

        /** {@code sg-0f9e8d7c of account 999988887777 (pcx-0a1b)}; the account only where it is another one. */
        private Object words(String own) {
            boolean other = account != null && own != null && !account.equals(own);
            if (other) {
                return peering == null
                        ? Phrase.of("peer.account", id, account)
                        : Phrase.of("peer.account.peering", id, account, peering);
            }
            return peering == null ? id : Phrase.of("peer.peering", id, peering);
        }
    }
}
