package io.configrelay.describe;

import io.configrelay.event.Json;
import java.util.List;
import java.util.Objects;

/**
 * {@code AWS::SSM::ManagedInstanceInventory}: what is installed on a machine. Nobody decides on it in AWS.
 *
 * @see <a href="https://docs.aws.amazon.com/systems-manager/latest/userguide/inventory-schema.html">Inventory metadata</a>
 */
final class InventoryDescriber implements Describer {

    static final String TYPE = "AWS::SSM::ManagedInstanceInventory";

    private static final String CONTENT = ".Content.";

    @Override
    public List<Phrase> lines(Edit edit) {
        int content = edit.path().indexOf(CONTENT);
        if (content < 0) {
            return List.of();
        }
        boolean agent = edit.path().contains("AWS:InstanceInformation");
        String name = agent ? "SSM Agent" : edit.path().substring(content + CONTENT.length());
        String before = version(edit.before());
        String after = version(edit.after());
        if (edit.isAdded() || edit.isRemoved()) {
            String version = Objects.requireNonNullElse(edit.isAdded() ? after : before, "");
            return List.of(Phrase.of(
                    edit.isAdded() ? "inventory.added" : "inventory.removed", (name + " " + version).strip()));
        }
        return before == null || after == null || before.equals(after)
                ? List.of()
                : List.of(Phrase.of("property.changed.version", name, before, after));
    }

    private static String version(Object entry) {
        return Json.text(Json.object(entry), "Version", "AgentVersion", "PatchLevel");
    }
}
