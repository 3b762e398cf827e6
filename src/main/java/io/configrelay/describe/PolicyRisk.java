package io.configrelay.describe;

import io.configrelay.event.ConfigEvent;
import io.configrelay.event.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What the statements of a policy allow that was not allowed before.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html">Policy elements</a>
 */
final class PolicyRisk {

    private PolicyRisk() {}

    /** Domains of OpenSearch and access points, whose policies are usually open where a VPC is around them. */
    private static final Set<String> IN_VPC =
            Set.of("AWS::OpenSearch::Domain", "AWS::Elasticsearch::Domain", "AWS::S3::AccessPoint");

    /** {@code Principal: *} without a condition, where the network lets everybody come. */
    static Optional<Phrase> everybody(Edit edit, ConfigEvent event, List<Edit> all) {
        return isNew(edit, all, Statement::letsEverybodyIn) && !isInVpc(event)
                ? Optional.of(new Phrase.Term("a policy lets everybody in"))
                : Optional.empty();
    }

    private static boolean isInVpc(ConfigEvent event) {
        if (!IN_VPC.contains(event.resourceType())) {
            return false;
        }
        Map<String, Object> configuration = Json.object(event.item().get("configuration"));
        return Stream.of("VPCOptions", "vPCOptions", "vpcOptions", "VpcConfiguration", "vpcConfiguration")
                .map(key -> Json.object(configuration.get(key)))
                .anyMatch(vpc -> Stream.of("SubnetIds", "subnetIds", "VPCId", "vPCId", "VpcId", "vpcId")
                        .anyMatch(key -> !Values.isEmpty(vpc.get(key))));
    }

    /** {@code Action: *} on {@code Resource: *}. */
    static Optional<Phrase> everything(Edit edit, List<Edit> all) {
        return isNew(edit, all, Statement::allowsEverything)
                ? Optional.of(new Phrase.Term("a policy allows everything"))
                : Optional.empty();
    }

    /** Whether there is such a statement that none of the old ones covers: what is narrower than before is a repair. */
    private static boolean isNew(Edit edit, List<Edit> all, Predicate<Statement> risky) {
        List<Statement> statements = Policy.statements(edit.openedAfter());
        if (statements.isEmpty()) {
            return false;
        }
        List<Statement> after = statements.stream().filter(risky).toList();
        if (after.isEmpty()) {
            return false;
        }
        // A diff may have the statements one by one.
        List<Statement> before = all.stream()
                .filter(other -> other.path().equals(edit.path()))
                .flatMap(other -> Policy.statements(other.openedBefore()).stream())
                .toList();
        return after.stream().anyMatch(now -> before.stream().noneMatch(old -> old.covers(now)));
    }
}
