package io.configrelay.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.configrelay.Events;
import io.configrelay.sandbox.SampleEvents;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigEventTest {

    @Test
    void theViewHasEveryKeyWhateverTheMessageHolds() {
        assertThat(Events.event("{\"messageType\":\"SomethingNew\"}").view(null))
                .containsOnlyKeys(
                        "messageType",
                        "changeType",
                        "resourceType",
                        "resourceId",
                        "resourceName",
                        "arn",
                        "accountId",
                        "region",
                        "captureTime",
                        "status",
                        "tags",
                        "changedProperties",
                        "compliance",
                        "ruleName",
                        "risk",
                        "message")
                .containsEntry("messageType", "SomethingNew")
                .containsEntry("resourceType", null)
                .containsEntry("tags", Map.of())
                .containsEntry("changedProperties", List.of());
    }

    @Test
    void aChannelCanNotChangeWhatAnotherSees() {
        Map<String, Object> view = Events.event("{\"messageType\":\"X\"}").view(null);

        assertThatThrownBy(() -> view.put("risk", "high")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void theArticlesSecurityGroupIsReadWhole() {
        ConfigEvent event = Events.event(SampleEvents.text("security-group"));

        assertThat(event.view(null))
                .containsEntry("messageType", "ConfigurationItemChangeNotification")
                .containsEntry("changeType", "UPDATE")
                .containsEntry("resourceType", "AWS::EC2::SecurityGroup")
                .containsEntry("resourceId", "sg-XXXXXXXX")
                .containsEntry("resourceName", null)
                .containsEntry("arn", "arn:aws:ec2:ap-northeast-1:ACCOUNT_NO:security-group/sg-XXXXXXXX")
                .containsEntry("accountId", "ACCOUNT_NO")
                .containsEntry("region", "ap-northeast-1")
                .containsEntry("captureTime", "2015-12-02T22:16:50.445Z")
                .containsEntry("status", "OK")
                .containsEntry("changedProperties", List.of("Configuration.IpPermissions.0"));
        assertThat(event.changes()).singleElement().satisfies(change -> {
            assertThat(change.changeType()).isEqualTo("CREATE");
            assertThat(change.before()).isNull();
            assertThat(Json.object(change.after())).containsEntry("fromPort", 8443);
        });
    }

    @Test
    void theOldFormIsReadToo() {
        ConfigEvent event = Events.event("""
                {"messageType": "ConfigurationItemChangeNotification", "NotificationCreateTime": "2014-03-18T10:11:00Z",
                 "configurationItem": [{"arn": "arn:aws:x", "accountId": "012345678901", "resourceId": "vol-1",
                   "resourceType": "AWS::EC2::VOLUME", "tags": [{"key": "team", "value": "web"}]}]}""");

        assertThat(event.arn()).isEqualTo("arn:aws:x");
        assertThat(event.accountId()).isEqualTo("012345678901");
        assertThat(event.resourceType()).isEqualTo("AWS::EC2::VOLUME");
        assertThat(event.captureTime()).isEqualTo("2014-03-18T10:11:00Z");
        assertThat(event.tags()).isEqualTo(Map.of("team", "web"));
    }

    @Test
    void aComplianceChangeNamesItsRule() {
        ConfigEvent event = Events.event("""
                {"messageType": "ComplianceChangeNotification", "awsAccountId": "123456789012", "awsRegion": "us-east-1",
                 "resourceType": "AWS::EC2::Volume", "resourceId": "vol-1", "configRuleName": "encrypted-volumes",
                 "newEvaluationResult": {"complianceType": "NON_COMPLIANT",
                   "resultRecordedTime": "2026-11-23T20:14:02.000Z"}, "oldEvaluationResult": null}""");

        assertThat(event.compliance()).isEqualTo("NON_COMPLIANT");
        assertThat(event.ruleName()).isEqualTo("encrypted-volumes");
        assertThat(event.captureTime()).isEqualTo("2026-11-23T20:14:02.000Z");
    }

    @Test
    void aDeliveryMessageTakesAccountAndRegionFromItsS3KeyElseFromItsTopic() {
        String withKey = """
                {"messageType": "ConfigurationSnapshotDeliveryCompleted",
                 "s3ObjectKey": "v1/AWSLogs/123456789012/Config/us-west-2/2026/1/2/ConfigSnapshot/x.json.gz"}""";
        String without = "{\"messageType\": \"ConfigurationSnapshotDeliveryStarted\"}";

        assertThat(Events.event(Events.inSns(withKey, "1")).accountId()).isEqualTo("123456789012");
        assertThat(Events.event(Events.inSns(withKey, "1")).region()).isEqualTo("us-west-2");
        assertThat(Events.event(Events.inSns(without, "1")).accountId()).isEqualTo("210987654321");
        assertThat(Events.event(Events.inSns(without, "1")).region()).isEqualTo("eu-central-1");
    }

    @Test
    void aRegionThatIsNoneIsTheArnsElseAbsent() {
        for (String none : List.of("Not Applicable", "NOT APPLICABLE", "not applicable", "", " ")) {
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("resourceId", "cgw-0a1b2c3d");
            item.put("awsRegion", none);
            assertThat(region(item)).as(none).isNull();
            item.put("ARN", "arn:aws:ec2:us-east-2:111122223333:customer-gateway/cgw-0a1b2c3d");
            assertThat(region(item)).as(none).isEqualTo("us-east-2");
        }
    }

    private static String region(Map<String, Object> item) {
        String message =
                Json.write(Map.of("messageType", "ConfigurationItemChangeNotification", "configurationItem", item));
        return Events.event(Events.inSns(message, "1")).region();
    }

    @Test
    void aConfigurationInAStringIsReadAsTheObjectThatItHolds() {
        ConfigEvent event = Events.event("""
                {"messageType": "ConfigurationItemChangeNotification", "configurationItem": {
                 "resourceId": "sg-1", "configuration": "{\\"groupName\\": \\"web\\"}"}}""");

        assertThat(event.item().get("configuration")).isEqualTo(Map.of("groupName", "web"));
        assertThat(Json.object(event.message().get("configurationItem")).get("configuration"))
                .isInstanceOf(String.class);
    }

    @Test
    void whatIsGoneOrNewIsSaidByTheDiffElseByTheStatus() {
        assertThat(status(null, "ResourceDeleted").isDeleted()).isTrue();
        assertThat(status(null, "ResourceDeletedNotRecorded").isDeleted()).isTrue();
        assertThat(status("DELETE", "OK").isDeleted()).isTrue();
        assertThat(status("UPDATE", "OK").isDeleted()).isFalse();
        assertThat(status(null, "ResourceNotRecorded").isDeleted()).isFalse();
        assertThat(status("CREATE", "ResourceDiscovered").isCreated()).isTrue();
        assertThat(status(null, "ResourceDiscovered").isCreated()).isFalse();
        assertThat(status("CREATE", "ResourceDeleted").isCreated()).isFalse();
    }

    private static ConfigEvent status(String changeType, String status) {
        Map<String, Object> diff = new LinkedHashMap<>();
        diff.put("changeType", changeType);
        return Events.event(Json.write(Map.of(
                "messageType",
                "ConfigurationItemChangeNotification",
                "configurationItemDiff",
                diff,
                "configurationItem",
                Map.of("resourceId", "sg-1", "configurationItemStatus", status))));
    }
}
