package io.configrelay.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArnTest {

    private static final String ID = "ee155870-38af-11ea-865a-0a8540e42a70";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            access-analyzer:eu-west-1:1:analyzer/org | org
            acm:eu-west-1:1:certificate/ID | ID
            apigateway:eu-west-1::/restapis/a1b2c3 | a1b2c3
            apigateway:eu-west-1::/restapis/a1b2c3/stages/prod | a1b2c3/prod
            appmesh:eu-west-1:1:mesh/shop/virtualNode/cart | cart
            athena:eu-west-1:1:workgroup/primary | primary
            autoscaling:eu-west-1:1:autoScalingGroup:ID:autoScalingGroupName/web | web
            autoscaling:eu-west-1:1:launchConfiguration:ID:launchConfigurationName/web-1 | web-1
            autoscaling:eu-west-1:1:scalingPolicy:ID:autoScalingGroupName/web:policyName/Target Tracking Policy | Target Tracking Policy
            backup:eu-west-1:1:backup-vault:daily | daily
            batch:eu-west-1:1:job-definition/etl:3 | etl:3
            cloudformation:eu-west-1:1:stack/shop/ID | shop
            cloudformation:eu-west-1:1:stackset/base:ID | base
            cloudfront::1:distribution/E1A2B3C4D5E6F7 | E1A2B3C4D5E6F7
            cloudtrail:eu-west-1:1:trail/org | org
            cloudwatch:eu-west-1:1:alarm:CPU high: web | CPU high: web
            codebuild:eu-west-1:1:project/build | build
            codedeploy:eu-west-1:1:deploymentgroup:shop/blue | blue
            codepipeline:eu-west-1:1:release | release
            config:eu-west-1:1:config-rule/config-rule-a1b2c3 | config-rule-a1b2c3
            config:eu-west-1:1:conformance-pack/baseline/conformance-pack-a1b2c3 | baseline
            dynamodb:eu-west-1:1:table/orders | orders
            dynamodb:eu-west-1:1:table/orders/index/by-date | orders/by-date
            dynamodb:eu-west-1:1:table/orders/stream/2026-11-20T09:16:50.445 | orders
            ec2:eu-west-1:1:instance/i-0abc | i-0abc
            ecr:eu-west-1:1:repository/team/app | team/app
            ecs:eu-west-1:1:cluster/prod | prod
            ecs:eu-west-1:1:service/prod/api | api
            ecs:eu-west-1:1:task-definition/api:41 | api:41
            eks:eu-west-1:1:cluster/prod | prod
            eks:eu-west-1:1:nodegroup/prod/blue/ID | blue
            elasticbeanstalk:eu-west-1:1:environment/shop/shop-prod | shop-prod
            elasticfilesystem:eu-west-1:1:file-system/fs-0abc | fs-0abc
            elasticloadbalancing:eu-west-1:1:loadbalancer/app/web/50dc6c495c0c9188 | web
            elasticloadbalancing:eu-west-1:1:loadbalancer/web | web
            elasticloadbalancing:eu-west-1:1:listener/app/web/50dc6c495c0c9188/f2f7dc8efc522ab2 | web
            elasticloadbalancing:eu-west-1:1:targetgroup/web/73e2d6bc24d8a067 | web
            es:eu-west-1:1:domain/search | search
            events:eu-west-1:1:rule/nightly | nightly
            events:eu-west-1:1:rule/bus/nightly | nightly
            firehose:eu-west-1:1:deliverystream/logs | logs
            glue:eu-west-1:1:table/sales/orders | orders
            guardduty:eu-west-1:1:detector/12abc34d567e8fa901bc2d34e56789f0 | 12abc34d567e8fa901bc2d34e56789f0
            iam::1:role/aws-service-role/x.amazonaws.com/Service | Service
            iam::1:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/A1B2 | oidc.eks.eu-west-1.amazonaws.com/id/A1B2
            iam::aws:policy/job-function/ViewOnlyAccess | ViewOnlyAccess
            iam::1:root | root
            imagebuilder:eu-west-1:1:image-recipe/base/1.0.0 | base/1.0.0
            kafka:eu-west-1:1:cluster/events/ID-2 | events
            kinesis:eu-west-1:1:stream/clicks | clicks
            kms:eu-west-1:1:key/ID | ID
            kms:eu-west-1:1:alias/shop | alias/shop
            lambda:eu-west-1:1:function:api | api
            lambda:eu-west-1:1:function:api:41 | api:41
            logs:eu-west-1:1:log-group:/aws/lambda/api:* | /aws/lambda/api
            logs:eu-west-1:1:log-group:/aws/lambda/api | /aws/lambda/api
            mq:eu-west-1:1:broker:orders:b-1234 | orders
            network-firewall:eu-west-1:1:stateful-rulegroup/deny | deny
            rds:eu-west-1:1:db:shop | shop
            rds:eu-west-1:1:snapshot:rds:shop-2026-11-20 | rds:shop-2026-11-20
            redshift:eu-west-1:1:snapshot:dwh/nightly | nightly
            route53:::hostedzone/Z1D633PJN98FT9 | Z1D633PJN98FT9
            s3:::config-bucket | config-bucket
            s3:eu-west-1:1:accesspoint/analysts | analysts
            sagemaker:eu-west-1:1:notebook-instance/lab | lab
            secretsmanager:eu-west-1:1:secret:prod/db-AbCdEf | prod/db
            sns:eu-west-1:1:alerts | alerts
            sqs:eu-west-1:1:jobs.fifo | jobs.fifo
            ssm:eu-west-1:1:parameter/prod/db | /prod/db
            ssm:eu-west-1:1:parameter/flag | flag
            states:eu-west-1:1:stateMachine:order | order
            wafv2:eu-west-1:1:regional/webacl/web/ID | web
            waf::1:webacl/ID | ID
            """)
    void anArnIsShortenedToWhatNamesTheResource(String arn, String name) {
        assertThat(Arn.name("arn:aws:" + arn.replace("ID", ID))).isEqualTo(name.replace("ID", ID));
    }

    @Test
    void anArnTellsItsPartitionAndRegion() {
        assertThat(Arn.partition("arn:aws-cn:iam::1:role/ops")).isEqualTo("aws-cn");
        assertThat(Arn.region("arn:aws-cn:iam::1:role/ops")).isEmpty();
        assertThat(Arn.region("arn:aws:ec2:us-east-2:1:customer-gateway/cgw-1")).isEqualTo("us-east-2");
        assertThat(Arn.partition("i-0abc")).isEmpty();
        assertThat(Arn.name("i-0abc")).isEqualTo("i-0abc");
        assertThat(Arn.name("arn:aws:s3")).isEqualTo("arn:aws:s3");
        assertThat(Arn.isOne(null)).isFalse();
    }

    @Property(tries = 2_000)
    void anyTextHasAName(@ForAll String text) {
        for (String service : new String[] {"logs", "ssm", "autoscaling", "cloudformation", "dynamodb", "iam", "x"}) {
            for (String resource :
                    new String[] {text, "/" + text, "a/" + text + "/b", "a:" + text, "nameName/" + text}) {
                String arn = "arn:aws:" + service + ":eu-west-1:1:" + resource;
                assertThatCode(() -> assertThat(Arn.name(arn)).isNotBlank())
                        .as(arn)
                        .doesNotThrowAnyException();
            }
        }
    }
}
