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
    public List<String> lines(Edit edit) {
        Map<String, Object> value = Json.object(edit.value());
        return switch (edit.path()) {
            case "Configuration.Routes" -> route(edit, value);
            case "Configuration.Associations" -> association(edit, value);
            case "Configuration.PropagatingVgws" ->
                List.of("Routes of %s %s"
                        .formatted(
                                first(value, List.of("gatewayId")),
                                edit.isRemoved() ? "not propagated any more" : "propagated"));
            default -> List.of();
        };
    }

    private static List<String> route(Edit edit, Map<String, Object> route) {
        String destination = first(route, DESTINATIONS);
        String target = target(route);
        if (edit.isAdded() || edit.isRemoved()) {
            return List.of("Route %s → %s %s".formatted(destination, target, edit.isAdded() ? "added" : "removed"));
        }
        String before = target(Json.object(edit.before()));
        if (!before.equals(target)) {
            return List.of("Route %s → %s, was → %s".formatted(destination, target, before));
        }
        Object state = Json.object(edit.before()).get("state");
        return Objects.equals(state, route.get("state"))
                ? List.of()
                : List.of("Route %s → %s %s, was %s".formatted(destination, target, route.get("state"), state));
    }

    private static List<String> association(Edit edit, Map<String, Object> association) {
        if (!edit.isAdded() && !edit.isRemoved()) {
            return List.of();
        }
        String with = Boolean.TRUE.equals(association.get("main"))
                ? "the VPC, as its main route table,"
                : first(association, List.of("subnetId", "gatewayId"));
        return List.of("%s %s"
                .formatted(edit.isAdded() ? "Associated with" : "Not associated any more with", with)
                .replaceFirst(",$", ""));
    }

    private static String target(Map<String, Object> route) {
        return first(route, TARGETS);
    }

    private static String first(Map<String, Object> value, List<String> keys) {
        return keys.stream()
                .map(value::get)
                .flatMap(found -> found instanceof String text && !text.isEmpty() ? Stream.of(text) : Stream.of())
                .findFirst()
                .orElse("nothing");
    }
}
