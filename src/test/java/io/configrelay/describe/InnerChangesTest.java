package io.configrelay.describe;

import static org.assertj.core.api.Assertions.assertThat;

import io.configrelay.event.Json;
import io.configrelay.event.PropertyChange;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A diff that goes into an element of a list, with and without that element in the item. */
class InnerChangesTest {

    private static final Map<String, Object> ITEM = Map.of(
            "configuration",
            Map.of(
                    "ipPermissions",
                    List.of(Map.of(
                            "ipProtocol", "tcp", "fromPort", 22, "toPort", 22, "ipRanges", List.of("0.0.0.0/0"))),
                    "rules",
                    List.of(
                            Map.of("Name", "a", "Action", Map.of("Block", Map.of())),
                            Map.of("Name", "b", "Action", Map.of("Count", Map.of())))));

    private static PropertyChange change(String path, Object before, Object after) {
        return new PropertyChange(path, null, before, after);
    }

    @Test
    void anElementIsPutTogetherFromTheItem() {
        List<PropertyChange> lifted = InnerChanges.lifted(
                List.of(
                        change("Configuration.VpcId", null, "vpc-1"),
                        change("Configuration.Rules.1.Action.Block", Map.of(), null),
                        change("Configuration.Rules.1.Action.Count", null, Map.of())),
                ITEM);

        assertThat(lifted)
                .containsExactly(
                        change("Configuration.VpcId", null, "vpc-1"),
                        new PropertyChange(
                                "Configuration.Rules.1",
                                "UPDATE",
                                Map.of("Name", "b", "Action", Map.of("Block", Map.of())),
                                Map.of("Name", "b", "Action", Map.of("Count", Map.of()))));
    }

    @Test
    void alsoAListInsideOfIt() {
        List<PropertyChange> lifted = InnerChanges.lifted(
                List.of(change("Configuration.IpPermissions.0.IpRanges.0", "10.0.0.0/8", "0.0.0.0/0")), ITEM);

        assertThat(Json.object(lifted.get(0).before())).containsEntry("ipRanges", List.of("10.0.0.0/8"));
        assertThat(lifted.get(0).path()).isEqualTo("Configuration.IpPermissions.0");
    }

    @Test
    void aPlaceOfTheDiffThatIsNoneOfTheItemLeavesAllAsItIs() {
        for (PropertyChange change : List.of(
                change("Configuration.IpPermissions.0.ToPort", 22, 23),
                change("Configuration.IpPermissions.1.ToPort", 23, 22),
                change("Configuration.IpPermissions.99999999999.ToPort", 23, 22),
                change("Configuration.Rules.0.Action.Count", null, Map.of()),
                change("Configuration.AWS:Application.Content.python3.11.Version", "1", "2"),
                change("Configuration.Nothing.0.Name", null, null))) {
            List<PropertyChange> changes = List.of(change);

            assertThat(InnerChanges.lifted(changes, ITEM)).as(change.path()).isEqualTo(changes);
        }
    }

    @Test
    void anElementThatIsToldWholeIsNotToldTwice() {
        List<PropertyChange> changes = List.of(
                change("Configuration.Rules.0", null, Map.of("Name", "a")),
                change("Configuration.Rules.0.Name", null, "a"));

        assertThat(InnerChanges.lifted(changes, ITEM)).isEqualTo(changes);
    }
}
