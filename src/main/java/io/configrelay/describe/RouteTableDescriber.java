package io.configrelay.describe;

import io.configrelay.event.Json;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** {@code AWS::EC2::RouteTable}: where packets go, and which subnets it holds for. */
final class RouteTableDescriber implements Describer {

    private static final List<String> DESTINATIONS =
            List.of("destinationCidrBlock", "destinationIpv6CidrBlock", "destinationPrefixListId");

    /** What a route has besides its destination; the next kind of target stands under a key that is not listed anywhere. */
    private static final Set<String> NO_TARGETS = Set.of("state", "origin", "instanceOwnerId", "ipAddress");

    /** A route through an instance names the instance and its interface. */
    private static final String FIRST_TARGET = "networkInterfaceId";

    @Override
    public List<Phrase> lines(Edit edit) {
        Map<String, Object> value = Json.object(edit.value());
        return switch (edit.path()) {
            case "Configuration.Routes" -> route(edit, value);
            case "Configuration.Associations" -> association(edit, value);
            case "Configuration.PropagatingVgws" -> propagation(edit, value);
            default -> List.of();
        };
    }

    private static List<Phrase> route(Edit edit, Map<String, Object> route) {
        Optional<String> destination = first(route, DESTINATIONS);
        if (destination.isEmpty()) {
            return List.of();
        }
        Phrase words = words(destination.get(), target(route), "blackhole".equals(route.get("state")));
        if (edit.isState()) {
            return List.of(Phrase.of("route.is", words));
        }
        if (edit.isAdded() || edit.isRemoved()) {
            return List.of(Phrase.of(edit.isAdded() ? "route.added" : "route.removed", words));
        }
        Optional<String> before = target(Json.object(edit.before()));
        if (!before.equals(target(route))) {
            return List.of(
                    before.isEmpty()
                            ? Phrase.of("route.changed.unknown", words)
                            : Phrase.of("route.changed", words, before.get()));
        }
        Object state = Json.object(edit.before()).get("state");
        return Objects.equals(state, route.get("state"))
                ? List.of()
                : List.of(Phrase.of("route.state", words, String.valueOf(route.get("state")), String.valueOf(state)));
    }

    /** A route whose target is gone drops what it is for, so that is said with it. */
    private static Phrase words(String destination, Optional<String> target, boolean blackhole) {
        String route = target.map(where -> destination + " → " + where).orElse(destination);
        return blackhole ? Phrase.of("route.blackhole", route) : new Phrase.Literal(route);
    }

    private static List<Phrase> association(Edit edit, Map<String, Object> association) {
        Optional<String> with = first(association, List.of("subnetId", "gatewayId"));
        boolean main = Boolean.TRUE.equals(association.get("main"));
        if ((!edit.isAdded() && !edit.isRemoved()) || (with.isEmpty() && !main)) {
            return List.of();
        }
        return List.of(Phrase.of(
                edit.isRemoved() ? "association.ended" : "association.added",
                main ? Phrase.of("association.main") : with.get()));
    }

    private static List<Phrase> propagation(Edit edit, Map<String, Object> propagation) {
        return first(propagation, List.of("gatewayId"))
                .map(gateway ->
                        List.of(Phrase.of(edit.isRemoved() ? "route.propagation.ended" : "route.propagation", gateway)))
                .orElse(List.of());
    }

    /** The gateway, interface or connection, whatever key it stands under; of an ARN its name. */
    private static Optional<String> target(Map<String, Object> route) {
        return first(route, List.of(FIRST_TARGET))
                .or(() -> route.entrySet().stream()
                        .filter(entry -> !DESTINATIONS.contains(entry.getKey()) && !NO_TARGETS.contains(entry.getKey()))
                        .map(Map.Entry::getValue)
                        .filter(value -> value instanceof String text && !text.isEmpty())
                        .map(value -> Names.shortened((String) value))
                        .findFirst());
    }

    private static Optional<String> first(Map<String, Object> value, List<String> keys) {
        return keys.stream()
                .map(value::get)
                .filter(found -> found instanceof String text && !text.isEmpty())
                .map(String.class::cast)
                .findFirst();
    }
}
