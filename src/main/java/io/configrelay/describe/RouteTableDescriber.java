package io.configrelay.describe;

import io.configrelay.event.Json;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** {@code AWS::EC2::RouteTable}: where packets go, and which subnets it holds for. */
final class RouteTableDescriber implements Describer {

    private static final List<String> DESTINATIONS =
            List.of("destinationCidrBlock", "destinationIpv6CidrBlock", "destinationPrefixListId");

    private static final List<String> TARGETS = List.of(
            "gatewayId",
            "natGatewayId",
            "transitGatewayId",
            "vpcPeeringConnectionId",
            "networkInterfaceId",
            "egressOnlyInternetGatewayId",
            "localGatewayId",
            "carrierGatewayId",
            "instanceId",
            "coreNetworkArn");

    @Override
    public List<Phrase> lines(Edit edit) {
        Map<String, Object> value = Json.object(edit.value());
        return switch (edit.path()) {
            case "Configuration.Routes" -> route(edit, value);
            case "Configuration.Associations" -> association(edit, value);
            case "Configuration.PropagatingVgws" ->
                List.of(Phrase.of(
                        edit.isRemoved() ? "route.propagation.ended" : "route.propagation",
                        first(value, List.of("gatewayId"))));
            default -> List.of();
        };
    }

    private static List<Phrase> route(Edit edit, Map<String, Object> route) {
        Phrase destination = first(route, DESTINATIONS);
        Phrase target = target(route);
        if (edit.isAdded() || edit.isRemoved()) {
            return List.of(Phrase.of(edit.isAdded() ? "route.added" : "route.removed", destination, target));
        }
        Phrase before = target(Json.object(edit.before()));
        if (!before.equals(target)) {
            return List.of(Phrase.of("route.changed", destination, target, before));
        }
        Object state = Json.object(edit.before()).get("state");
        return Objects.equals(state, route.get("state"))
                ? List.of()
                : List.of(Phrase.of(
                        "route.state", destination, target, String.valueOf(route.get("state")), String.valueOf(state)));
    }

    private static List<Phrase> association(Edit edit, Map<String, Object> association) {
        if (!edit.isAdded() && !edit.isRemoved()) {
            return List.of();
        }
        Phrase with = Boolean.TRUE.equals(association.get("main"))
                ? Phrase.of("association.main")
                : first(association, List.of("subnetId", "gatewayId"));
        return List.of(Phrase.of(edit.isAdded() ? "association.added" : "association.ended", with));
    }

    private static Phrase target(Map<String, Object> route) {
        return first(route, TARGETS);
    }

    private static Phrase first(Map<String, Object> value, List<String> keys) {
        return keys.stream()
                .map(value::get)
                .flatMap(found -> found instanceof String text && !text.isEmpty() ? Stream.of(text) : Stream.of())
                .findFirst()
                .<Phrase>map(Phrase.Literal::new)
                .orElseGet(() -> Phrase.of("nothing"));
    }
}
