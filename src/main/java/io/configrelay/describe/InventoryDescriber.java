package io.configrelay.describe;

import io.configrelay.event.Json;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * {@code AWS::SSM::ManagedInstanceInventory}: what is installed on a machine. Nobody decides on it in AWS.
 *
 * @see <a href="https://docs.aws.amazon.com/systems-manager/latest/userguide/inventory-schema.html">Inventory metadata</a>
 */
final class InventoryDescriber implements Describer {

    static final String TYPE = "AWS::SSM::ManagedInstanceInventory";

    private static final String CONTENT = ".Content.";

    private static final Pattern LEAF = Pattern.compile("\\.(Version|AgentVersion)$");

    /** What people install; the rest is found. */
    private static final Pattern SOFTWARE = Pattern.compile(".*AWS:(Application|AWSComponent|WindowsUpdate)\\..*");

    @Override
    public List<Phrase> lines(Edit edit) {
        int content = edit.path().indexOf(CONTENT);
        if (content < 0) {
            return edit.path().endsWith(".Content") ? entries(edit) : parts(edit);
        }
        boolean agent = edit.path().contains("AWS:InstanceInformation");
        String name = agent
                ? "SSM Agent"
                : LEAF.matcher(edit.path().substring(content + CONTENT.length()))
                        .replaceFirst("");
        String before = version(edit.before());
        String after = version(edit.after());
        if (edit.isAdded() || edit.isRemoved()) {
            String version = Objects.requireNonNullElse(edit.isAdded() ? after : before, "");
            boolean software = SOFTWARE.matcher(edit.path()).matches();
            Phrase shown = new Phrase.Literal((name + " " + version).strip());
            return List.of(
                    software && edit.isAdded()
                            ? Phrase.of("inventory.added", shown)
                            : Phrase.of(edit.isAdded() ? "property.added" : "property.removed", shown));
        }
        return before == null || after == null || before.equals(after)
                ? List.of()
                : List.of(Phrase.of("property.changed.version", name, before, after));
    }

    /** All that was found may be one value: what differs in it. */
    private List<Phrase> entries(Edit edit) {
        Map<String, Object> before = Json.object(edit.openedBefore());
        Map<String, Object> after = Json.object(edit.openedAfter());
        Set<String> names = new LinkedHashSet<>(before.keySet());
        names.addAll(after.keySet());
        return names.stream()
                .filter(name -> !Objects.equals(before.get(name), after.get(name)))
                .flatMap(name -> lines(Edit.of(edit.path() + "." + name, before.get(name), after.get(name))).stream())
                .toList();
    }

    private List<Phrase> parts(Edit edit) {
        String content = "Content";
        return Json.object(edit.openedValue()).containsKey(content)
                ? entries(Edit.of(
                        edit.path() + "." + content,
                        Json.object(edit.openedBefore()).get(content),
                        Json.object(edit.openedAfter()).get(content)))
                : List.of();
    }

    private static String version(Object entry) {
        return entry instanceof String text
                ? text
                : Json.text(Json.object(entry), "Version", "AgentVersion", "PatchLevel");
    }
}
