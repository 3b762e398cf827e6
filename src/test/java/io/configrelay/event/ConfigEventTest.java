package io.configrelay.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.configrelay.Events;
import io.configrelay.sandbox.SampleEvents;
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
}
