package io.configrelay.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.configrelay.Events;
import io.configrelay.describe.Change;
import io.configrelay.event.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A headline calls a resource by what people know it by. */
class DisplayNameTest {

    private static final String UUID = "ee155870-38af-11ea-865a-0a8540e42a70";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            AWS::IAM::Role                | AROAEXAMPLE000000001 | ops  |                                                | IAM Role ops deleted | AROAEXAMPLE000000001
            AWS::IAM::Role                | AROAEXAMPLE000000001 |      | arn:aws:iam::111122223333:role/team/ops        | IAM Role ops deleted | AROAEXAMPLE000000001
            AWS::IAM::Role                | AROAEXAMPLE000000001 |      |                                                | IAM Role AROAEXAMPLE000000001 deleted |
            AWS::IAM::User                | AIDAEXAMPLE000000001 | ann  |                                                | IAM User ann deleted | AIDAEXAMPLE000000001
            AWS::RDS::DBInstance          | db-EXAMPLE           | shop |                                                | RDS DB Instance shop deleted | db-EXAMPLE
            AWS::RDS::DBCluster           | cluster-ABCDEFGHIJKL |      | arn:aws:rds:eu-west-1:111122223333:cluster:shop | RDS DB Cluster shop deleted | cluster-ABCDEFGHIJKL
            AWS::WAFv2::WebACL            | UUID                 | web  |                                                | WAF Web ACL web deleted | UUID
            AWS::KMS::Key                 | UUID                 |      | arn:aws:kms:eu-west-1:111122223333:key/UUID    | KMS Key UUID deleted |
            AWS::EC2::SecurityGroup       | sg-0a1b              | web  |                                                | Security Group sg-0a1b (web) deleted |
            AWS::S3::Bucket               | logs                 | logs | arn:aws:s3:::logs                              | S3 Bucket logs deleted |
            AWS::CloudFormation::Stack    | arn:aws:cloudformation:eu-west-1:111122223333:stack/shop/UUID | | | Stack shop deleted | arn:aws:cloudformation:eu-west-1:111122223333:stack/shop/UUID
            AWS::ElasticLoadBalancingV2::LoadBalancer | arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/web/50dc6c495c0c9188 | | | Load Balancer web deleted | arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/web/50dc6c495c0c9188
            AWS::AutoScaling::ScalingPolicy | arn:aws:autoscaling:eu-west-1:1:scalingPolicy:UUID:autoScalingGroupName/web:policyName/Target Tracking Policy | | | Scaling Policy Target Tracking Policy deleted | arn:aws:autoscaling:eu-west-1:1:scalingPolicy:UUID:autoScalingGroupName/web:policyName/Target Tracking Policy
            AWS::SQS::Queue               | https://sqs.eu-west-1.amazonaws.com/111122223333/jobs | jobs | | SQS Queue jobs deleted | https://sqs.eu-west-1.amazonaws.com/111122223333/jobs
            AWS::SQS::Queue               | https://sqs.eu-west-1.amazonaws.com/111122223333/jobs | | | SQS Queue jobs deleted | https://sqs.eu-west-1.amazonaws.com/111122223333/jobs
            AWS::Next::Year               | https://me:hunter2@example.com | | | Next Year ••• deleted |
            """)
    void anIdThatMeansNothingToPeopleMakesWayForTheName(
            String type, String id, String name, String arn, String text, String ownId) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("resourceType", type);
        item.put("resourceId", uuid(id));
        item.put("resourceName", name);
        item.put("ARN", uuid(arn));
        item.put("configurationItemStatus", "ResourceDeleted");
        Headline headline = Headline.of(Change.of(Events.event(
                Json.write(Map.of("messageType", "ConfigurationItemChangeNotification", "configurationItem", item)))));

        assertThat(headline.text()).isEqualTo(uuid(text));
        assertThat(headline.ownId()).isEqualTo(ownId == null ? "" : uuid(ownId));
    }

    private static String uuid(String text) {
        return text == null ? null : text.replace("UUID", UUID);
    }
}
