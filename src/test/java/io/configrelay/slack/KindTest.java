package io.configrelay.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.configrelay.describe.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KindTest {

    private static final Path TYPES = Path.of("src/main/resources/io/configrelay/rules/resource-types.txt");

    private static final Pattern TWICE = Pattern.compile("\\b(\\w+) \\1\\b");

    @ParameterizedTest
    @CsvSource({
        "AWS::IAM::Role,IAM Role,IAM ロール",
        "AWS::IAM::User,IAM User,IAM ユーザー",
        "AWS::IAM::Group,IAM Group,IAM グループ",
        "AWS::IAM::Policy,IAM Policy,IAM ポリシー",
        "AWS::KMS::Key,KMS Key,KMS キー",
        "AWS::S3::Bucket,S3 Bucket,S3 バケット",
        "AWS::ECS::Service,ECS Service,ECS サービス",
        "AWS::ECS::Cluster,ECS Cluster,ECS クラスター",
        "AWS::EKS::Cluster,EKS Cluster,EKS クラスター",
        "AWS::RDS::DBCluster,RDS DB Cluster,RDS DB クラスター",
        "AWS::RDS::DBInstance,RDS DB Instance,RDS DB インスタンス",
        "AWS::Lambda::Function,Lambda Function,Lambda 関数",
        "AWS::SQS::Queue,SQS Queue,SQS キュー",
        "AWS::SNS::Topic,SNS Topic,SNS トピック",
        "AWS::DynamoDB::Table,DynamoDB Table,DynamoDB テーブル",
        "AWS::WAFv2::WebACL,WAF Web ACL,WAF ウェブ ACL",
        "AWS::Config::ConfigRule,Config Rule,Config ルール",
        "AWS::Config::ConformancePackCompliance,Conformance Pack,適合パック",
        "AWS::ElasticLoadBalancingV2::LoadBalancer,Load Balancer,ロードバランサー",
        "AWS::ElasticLoadBalancing::LoadBalancer,Classic Load Balancer,Classic ロードバランサー",
        "AWS::AutoScaling::AutoScalingGroup,Auto Scaling Group,Auto Scaling グループ",
        "AWS::CloudFormation::Stack,Stack,スタック",
        "AWS::EC2::SecurityGroup,Security Group,セキュリティグループ",
        "AWS::EC2::RouteTable,Route Table,ルートテーブル",
        "AWS::EC2::NetworkAcl,Network ACL,ネットワーク ACL",
        "AWS::EC2::VPC,VPC,VPC",
        "AWS::EC2::Subnet,Subnet,サブネット",
        "AWS::EC2::Instance,Instance,インスタンス",
        "AWS::EC2::EIP,EIP,Elastic IP",
        "AWS::::Account,Account,アカウント",
        "AWS::New::Thing,New Thing,New Thing",
        "MyOrg::Datadog::Monitor,Datadog Monitor,Datadog Monitor",
        "Thing,Thing,Thing"
    })
    void aKindHasItsServiceWhereTheWordAloneIsAmbiguous(String type, String english, String japanese) {
        assertThat(Kind.of(type).in(Language.ENGLISH)).isEqualTo(english);
        assertThat(Kind.of(type).in(Language.of("ja").orElseThrow())).isEqualTo(japanese);
    }

    @Test
    void noTwoTypesOfTheFiveHundredAreCalledTheSame() throws IOException {
        Map<String, String> types = new HashMap<>();
        List<String> repeated = new ArrayList<>();
        for (String type : Files.readAllLines(TYPES)) {
            if (type.isBlank() || type.startsWith("#")) {
                continue;
            }
            String kind = Kind.of(type).in(Language.ENGLISH);
            // The item of a pack's compliance is told as the pack's.
            if (!type.equals("AWS::Config::ConformancePackCompliance")) {
                String other = types.put(kind, type);
                if (other != null) {
                    repeated.add(kind + " of " + type + " and " + other);
                }
            }
            assertThat(kind).isNotBlank().doesNotContain("  ");
            if (TWICE.matcher(kind).find()) {
                repeated.add(kind);
            }
        }
        assertThat(repeated).isEmpty();
    }
}
