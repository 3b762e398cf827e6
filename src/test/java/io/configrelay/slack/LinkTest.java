package io.configrelay.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.configrelay.Events;
import io.configrelay.describe.Language;
import io.configrelay.event.ConfigEvent;
import io.configrelay.event.Json;
import io.configrelay.event.S3Object;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Links lead into the console of the event's own partition, and nowhere else. */
class LinkTest {

    @ParameterizedTest
    @CsvSource({
        "eu-west-1,https://eu-west-1.console.aws.amazon.com/config/home?region=eu-west-1#",
        "global,https://us-east-1.console.aws.amazon.com/config/home?region=us-east-1#",
        "cn-north-1,https://cn-north-1.console.amazonaws.cn/config/home?region=cn-north-1#",
        "us-gov-west-1,https://console.amazonaws-us-gov.com/config/home?region=us-gov-west-1#",
        "attacker.example/,https://us-east-1.console.aws.amazon.com/config/home?region=us-east-1#"
    })
    void theTimelineIsInTheConsoleOfThePartition(String region, String start) {
        assertThat(Link.toTimeline(event(region, "sg-1 a|b>", null))
                        .orElseThrow()
                        .mrkdwn(Language.ENGLISH))
                .isEqualTo(
                        "<" + start
                                + "/resources/timeline?resourceId=sg-1%20a%7Cb%3E&amp;resourceType=AWS%3A%3AEC2%3A%3ASecurityGroup|Timeline>");
    }

    @Test
    void theNameIsInItWhereThereIsOne() {
        assertThat(Link.toTimeline(event("eu-west-1", "sg-1", "wéb"))
                        .orElseThrow()
                        .url())
                .contains("resourceId=sg-1&resourceName=w%C3%A9b&resourceType");
    }

    @ParameterizedTest
    @CsvSource({
        "AWS::EC2::SecurityGroup,eu-west-1,sg-1,https://eu-west-1.console.aws.amazon.com/ec2/home?region=eu-west-1#SecurityGroup:groupId=sg-1",
        "AWS::EC2::RouteTable,cn-north-1,rtb-1,https://cn-north-1.console.amazonaws.cn/vpcconsole/home?region=cn-north-1#RouteTableDetails:RouteTableId=rtb-1",
        "AWS::IAM::Role,global,AROA1,https://us-east-1.console.aws.amazon.com/iam/home#/roles/a%20name",
        "AWS::RDS::DBInstance,us-gov-west-1,db-1,https://console.amazonaws-us-gov.com/rds/home?region=us-gov-west-1#database:id=a%20name",
        "AWS::S3::Bucket,eu-west-1,{id}|>,https://eu-west-1.console.aws.amazon.com/s3/buckets/%7Bid%7D%7C%3E?region=eu-west-1"
    })
    void theResourcesOwnPageIsInTheConsoleOfThePartition(String type, String region, String id, String url) {
        assertThat(Link.toResource(event(type, region, id, "a name", "UPDATE"))
                        .orElseThrow()
                        .url())
                .isEqualTo(url);
    }

    @Test
    void whatIsGoneOrUnknownHasNoPageOfItsOwn() {
        assertThat(Link.toResource(event("AWS::EC2::SecurityGroup", "eu-west-1", "sg-1", null, "DELETE")))
                .isEmpty();
        assertThat(Link.toResource(event("AWS::New::Thing", "eu-west-1", "new-1", null, "UPDATE")))
                .isEmpty();
    }

    @Test
    void withoutAPublicConsoleOrAResourceThereIsNone() {
        assertThat(Link.toTimeline(event("us-iso-east-1", "sg-1", null))).isEmpty();
        assertThat(Link.toTimeline(Events.event("{\"messageType\":\"ScheduledNotification\"}")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:iam::1:role/ops,https://us-east-1.console.aws.amazon.com/iam/home#/roles/ops,us-east-1",
        "arn:aws-us-gov:iam::1:role/ops,https://console.amazonaws-us-gov.com/iam/home#/roles/ops,us-gov-west-1",
        "arn:aws-cn:iam::1:role/ops,https://cn-north-1.console.amazonaws.cn/iam/home#/roles/ops,cn-north-1",
        "arn:aws-eusc:iam::1:role/ops,https://console.amazonaws-eusc.eu/iam/home#/roles/ops,eusc-de-east-1"
    })
    void whatIsGlobalIsInTheConsoleOfItsArnsPartition(String arn, String url, String region) {
        ConfigEvent event = event("AWS::IAM::Role", "global", "AROAEXAMPLE000000001", null, arn, "UPDATE");

        assertThat(Link.toResource(event).orElseThrow().url()).isEqualTo(url);
        assertThat(Link.toTimeline(event).orElseThrow().url()).contains("/config/home?region=" + region + "#");
    }

    @Test
    void aPartitionWithoutAPublicConsoleHasNoLinks() {
        ConfigEvent event =
                event("AWS::IAM::Role", "global", "AROA1", "ops", "arn:aws-iso-b:iam::1:role/ops", "UPDATE");

        assertThat(Link.toResource(event)).isEmpty();
        assertThat(Link.toTimeline(event)).isEmpty();
        assertThat(Link.to(new S3Object("bucket", "key"), event)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "AWS::IAM::Role,AROAEXAMPLE000000001",
        "AWS::IAM::User,AIDAEXAMPLE000000001",
        "AWS::IAM::Policy,ANPAEXAMPLE000000001",
        "AWS::RDS::DBInstance,db-ABCDEFGHIJKL",
        "AWS::CloudTrail::Trail,org"
    })
    void aPageThatGoesByANameOrAnArnNeedsIt(String type, String id) {
        assertThat(Link.toResource(event(type, "eu-west-1", id, null, "UPDATE")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "AWS::AutoScaling::AutoScalingGroup,arn:aws:autoscaling:eu-west-1:1:autoScalingGroup:x:autoScalingGroupName/web,ec2/home?region=eu-west-1#AutoScalingGroupDetails:id=web",
        "AWS::Lambda::Function,api,lambda/home?region=eu-west-1#/functions/api",
        "AWS::EKS::Cluster,arn:aws:eks:eu-west-1:1:cluster/prod,eks/home?region=eu-west-1#/clusters/prod"
    })
    void theNameIsTakenFromAnIdThatHasIt(String type, String id, String path) {
        assertThat(Link.toResource(event(type, "eu-west-1", id, null, "UPDATE"))
                        .orElseThrow()
                        .url())
                .isEqualTo("https://eu-west-1.console.aws.amazon.com/" + path);
    }

    @ParameterizedTest
    @CsvSource({"ResourceDeleted", "ResourceDeletedNotRecorded"})
    void whatIsGoneByItsStatusHasNoPageOfItsOwn(String status) {
        String item = Json.write(Map.of(
                "messageType",
                "ConfigurationItemChangeNotification",
                "configurationItem",
                Map.of("resourceType", "AWS::S3::Bucket", "resourceId", "logs", "configurationItemStatus", status)));

        assertThat(Link.toResource(Events.event(item))).isEmpty();
        assertThat(Link.toTimeline(Events.event(item))).isPresent();
    }

    private static ConfigEvent event(String region, String id, String name) {
        return event("AWS::EC2::SecurityGroup", region, id, name, "UPDATE");
    }

    private static ConfigEvent event(String type, String region, String id, String name, String changeType) {
        return event(type, region, id, name, null, changeType);
    }

    private static ConfigEvent event(
            String type, String region, String id, String name, String arn, String changeType) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("resourceType", type);
        item.put("resourceId", id);
        item.put("resourceName", name);
        item.put("ARN", arn);
        item.put("awsRegion", region);
        return Events.event(Json.write(Map.of(
                "messageType",
                "ConfigurationItemChangeNotification",
                "configurationItem",
                item,
                "configurationItemDiff",
                Map.of("changeType", changeType))));
    }
}
