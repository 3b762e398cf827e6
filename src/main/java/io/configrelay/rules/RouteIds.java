package io.configrelay.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** The ids of routes, of which Camel knows each only once: a second route takes the place of the first, without a word. */
final class RouteIds {

    /** @param written whether the id stands there, and isn't made of a channel's name */
    private record Place(YamlFile file, Node node, boolean channel, boolean written) {

        String named() {
            return "%s at %s:%d".formatted(channel ? "channel" : "route", file.path(), file.line(node));
        }
    }

    private final Map<String, Place> places = new HashMap<>();
    private final List<Mistake> mistakes = new ArrayList<>();

    /** Every id that stands twice; the files in the order in which they are read. */
    static List<Mistake> mistakes(List<YamlFile> files) {
        RouteIds ids = new RouteIds();
        files.forEach(file -> file.entries("route").forEach(route -> ids.add(file, route, "id", false)));
        files.forEach(file -> file.entries("templatedRoute").forEach(route -> ids.add(file, route, "routeId", true)));
        return ids.mistakes;
    }

    private void add(YamlFile file, Node route, String key, boolean channel) {
        Map<String, Node> fields = YamlFile.fields(route);
        Optional<String> written = YamlFile.text(fields.get(key)).filter(id -> !id.isBlank());
        Optional<String> id = written.or(() -> channel ? name(fields).map("channel-"::concat) : Optional.empty());
        id.ifPresent(found -> add(
                found, new Place(file, written.isPresent() ? fields.get(key) : route, channel, written.isPresent())));
    }

    private void add(String id, Place place) {
        Place before = places.putIfAbsent(id, place);
        // Of two channels without an id of their own, the same name is the mistake.
        if (before == null || !(place.written() || before.written())) {
            return;
        }
        Place wrong = place.written() ? place : before;
        Place other = place.written() ? before : place;
        mistakes.add(wrong.file()
                .mistake(
                        wrong.node(),
                        wrong.channel()
                                ? "routeId: '%s' is already the id of the %s. A channel needs none: remove the line."
                                        .formatted(id, other.named())
                                : "id: '%s' is already the id of the %s. Choose another."
                                        .formatted(id, other.named())));
    }

    private static Optional<String> name(Map<String, Node> channel) {
        return YamlFile.list(channel.get("parameters")).stream()
                .map(YamlFile::fields)
                .filter(parameter -> YamlFile.text(parameter.get("name"))
                        .filter("name"::equals)
                        .isPresent())
                .findFirst()
                .flatMap(parameter -> YamlFile.text(parameter.get("value")));
    }
}
