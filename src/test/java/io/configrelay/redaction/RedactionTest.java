package io.configrelay.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.configrelay.event.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            AWS::EC2::LaunchTemplate       | Configuration.LaunchTemplateData.UserData     | "x"                                          | "•••"
            AWS::EC2::LaunchTemplate       | Configuration.LaunchTemplateData              | {"UserData":"x","ImageId":"ami-1"}           | {"UserData":"•••","ImageId":"ami-1"}
            AWS::SSM::Parameter            | Configuration.Value                           | "x"                                          | "•••"
            AWS::SSM::Parameter            | configuration                                 | {"value":"x","tags":[{"key":"k","value":"v"}]} | {"value":"•••","tags":[{"key":"k","value":"v"}]}
            AWS::CloudFormation::Stack     | Configuration.Parameters.0                    | {"parameterKey":"Size","parameterValue":"t"} | {"parameterKey":"Size","parameterValue":"•••"}
            AWS::CloudFormation::Stack     | Configuration.Outputs                         | [{"outputKey":"Url","outputValue":"u"}]      | [{"outputKey":"Url","outputValue":"•••"}]
            AWS::CloudFormation::Stack     | Configuration.Parameters.0.ParameterValue     | "x"                                          | "•••"
            AWS::ElasticBeanstalk::Environment | Configuration.OptionSettings              | [{"namespace":"n","optionName":"o","value":"x"}] | [{"namespace":"n","optionName":"o","value":"•••"}]
            AWS::Lambda::Function          | Configuration.Environment.Variables           | {"A":"b","C":""}                             | {"A":"•••","C":""}
            AWS::Lambda::Function          | Configuration.Environment.Variables.A         | "b"                                          | "•••"
            AWS::Next::Year                | Configuration.Deep.EnvironmentVariables       | [{"Name":"A","Value":"b"}]                   | [{"Name":"A","Value":"•••"}]
            AWS::Next::Year                | Configuration.Environment                     | ["A=b","c"]                                  | ["•••","c"]
            AWS::Next::Year                | Configuration.Environment                     | {"A":"b","N":1}                              | {"A":"•••","N":"•••"}
            AWS::Next::Year                | Configuration.Environment                     | "prod"                                       | "prod"
            AWS::CodeBuild::Project        | Configuration.Environment                     | {"computeType":"S","image":"i"}              | {"computeType":"S","image":"i"}
            AWS::CloudFront::Distribution  | Configuration.Headers                         | {"quantity":1,"items":["Host"]}              | {"quantity":1,"items":["Host"]}
            AWS::RDS::DBParameterGroup     | Configuration.Parameters                      | [{"parameterName":"rds.force_ssl","parameterValue":"1"}] | [{"parameterName":"rds.force_ssl","parameterValue":"1"}]
            AWS::Any::Thing                | Configuration.Entries                         | [{"key":"db.password","value":"x"},{"key":"host","value":"h"}] | [{"key":"db.password","value":"•••"},{"key":"host","value":"h"}]
            AWS::Any::Thing                | Configuration.Credentials                     | {"username":"u","pin":"1234","roleArn":"arn:aws:iam::1:role/r"} | {"username":"u","pin":"•••","roleArn":"arn:aws:iam::1:role/r"}
            AWS::Any::Thing                | Configuration.Passwords                       | ["x","y"]                                    | ["•••","•••"]
            AWS::Any::Thing                | Configuration.Pin                             | {"Password":1234,"PasswordLength":14,"PasswordSet":true} | {"Password":"•••","PasswordLength":14,"PasswordSet":true}
            AWS::Any::Thing                | Configuration.Command                         | ["run","--db-password","x","--port","80"]    | ["run","--db-password","•••","--port","80"]
            AWS::Any::Thing                | Configuration.Definition                      | "{\\"a\\":\\"{\\\\\\"password\\\\\\":\\\\\\"x\\\\\\"}\\"}" | {"a":{"password":"•••"}}
            AWS::Any::Thing                | Configuration.Definition                      | "%7B%22password%22%3A%22x%22%7D"             | {"password":"•••"}
            AWS::Any::Thing                | Configuration.Definition                      | "{\\"a\\":1}"                                | "{\\"a\\":1}"
            AWS::Any::Thing                | Configuration.Definition                      | "{\\"password\\":\\"x-1"                     | "•••"
            AWS::Next::Year                | Configuration.Spec                            | {"environment_variables":{"A":"b"},"job-environment":{"A":"b"}} | {"environment_variables":{"A":"•••"},"job-environment":{"A":"•••"}}
            AWS::Next::Year                | Configuration.WorkerEnvironment               | {"A":"b","list":["a"]}                       | {"A":"•••","list":["a"]}
            AWS::Next::Year                | Configuration.Environment                     | {"A":{"type":"PLAIN","value":"b"}}           | {"A":{"type":"PLAIN","value":"•••"}}
            AWS::Next::Year                | Configuration.Environment                     | {"A":"b","quantity":"3"}                     | {"A":"•••","quantity":"•••"}
            AWS::Next::Year                | Configuration.Outputs                         | [{"names":["a"],"id":"x","encoder":"y"}]     | [{"names":["a"],"id":"x","encoder":"y"}]
            AWS::Next::Year                | Configuration.EnvironmentVariables            | "A=b,C=d"                                    | "•••"
            AWS::Next::Year                | Configuration.JobParameters                   | [{"name":"A","value":"b"}]                   | [{"name":"A","value":"•••"}]
            AWS::Next::Year                | Configuration.Environment                     | {"APP_KEY":"b","APP_NAME":"c","DEFAULT_VALUE":"d","A":"e","B":"f"} | {"APP_KEY":"•••","APP_NAME":"•••","DEFAULT_VALUE":"•••","A":"•••","B":"•••"}
            AWS::ECS::Cluster              | Configuration.ClusterSettings                 | [{"name":"containerInsights","value":"enabled"}] | [{"name":"containerInsights","value":"enabled"}]
            AWS::RDS::DBParameterGroup     | Configuration.DBParameters                    | [{"parameterName":"password_encryption","parameterValue":"md5"}] | [{"parameterName":"password_encryption","parameterValue":"md5"}]
            AWS::ElastiCache::CacheParameterGroup | Configuration.CacheParameterGroup.Parameters  | [{"parameterName":"timeout","parameterValue":"0"}] | [{"parameterName":"timeout","parameterValue":"0"}]
            AWS::RDS::OptionGroup          | Configuration.Options.0                       | {"optionName":"N","optionSettings":[{"name":"S","value":"v"}]} | {"optionName":"N","optionSettings":[{"name":"S","value":"v"}]}
            AWS::CodeBuild::Project        | Configuration.Environment.PrivilegedMode      | "true"                                       | "true"
            AWS::CloudFormation::Stack     | Configuration.Parameters.0                    | {"parameterKey":"Db","parameterValue":"/a","resolvedValue":"x"} | {"parameterKey":"Db","parameterValue":"•••","resolvedValue":"•••"}
            AWS::Events::Connection        | Configuration.AuthParameters                  | {"name":"n","value":"x","other":"y","type":"t"} | {"name":"n","value":"•••","other":"•••","type":"t"}
            AWS::KMS::Key                  | SupplementaryConfiguration.Tags               | [{"tagKey":"DbPassword","tagValue":"x"},{"tagKey":"Team","tagValue":"a"}] | [{"tagKey":"DbPassword","tagValue":"•••"},{"tagKey":"Team","tagValue":"a"}]
            AWS::Any::Thing                | Configuration.Things                          | [{"settingName":"DB_PASSWORD","settingValue":"x"},{"k":"DB_PASSWORD","v":"x"},{"id":"DB_PASSWORD","value":"x"}] | [{"settingName":"DB_PASSWORD","settingValue":"•••"},{"k":"DB_PASSWORD","v":"•••"},{"id":"DB_PASSWORD","value":"•••"}]
            AWS::Any::Thing                | Configuration.Things                          | [{"key":"0017","name":"%DB_PASSWORD%","value":"x"}] | [{"key":"0017","name":"%DB_PASSWORD%","value":"•••"}]
            AWS::Any::Thing                | Configuration.Things                          | [{"name":"DB_PASSWORD","content":"x","type":"PLAIN","kmsKeyId":"k-1"}] | [{"name":"DB_PASSWORD","content":"•••","type":"PLAIN","kmsKeyId":"k-1"}]
            AWS::Any::Thing                | Configuration.Command                         | ["mysql","-u","root","-phunter2"]            | ["mysql","-u","root","•••"]
            AWS::Any::Thing                | Configuration.Command                         | ["curl","-u","me:hunter2","https://x"]       | ["curl","-u","•••","https://x"]
            AWS::Any::Thing                | Configuration.Command                         | ["redis-server","--requirepass","hunter2"]   | ["redis-server","--requirepass","•••"]
            AWS::Any::Thing                | Configuration.Command                         | ["docker","run","-e","LICENCE=hunter2"]      | ["docker","run","-e","•••"]
            AWS::Any::Thing                | Configuration.Command                         | ["app.exe","/password:hunter2","/password","hunter2"] | ["app.exe","•••","/password","•••"]
            AWS::Any::Thing                | Configuration.Values                          | ["/token","/login"]                          | ["/token","/login"]
            AWS::DirectConnect::VirtualInterface | Configuration.CustomerRouterConfig            | "x"                                          | "•••"
            AWS::ElasticLoadBalancingV2::ListenerRule | Configuration.Conditions                      | [{"httpHeaderConfig":{"httpHeaderName":"X","values":["x"]}}] | [{"httpHeaderConfig":{"httpHeaderName":"X","values":["•••"]}}]
            AWS::Any::Thing                | Configuration.EncryptionKey                   | "3fa1-my-own-key"                            | "•••"
            AWS::Any::Thing                | Configuration.EncryptionKey                   | "alias/aws/s3"                               | "alias/aws/s3"
            AWS::Any::Thing                | Configuration.EncryptionKey                   | "2f0b8ace-f94d-4198-8ffd-ee9ebf88eb7b"       | "2f0b8ace-f94d-4198-8ffd-ee9ebf88eb7b"
            AWS::Any::Thing                | Configuration.AppSecretConfig                 | "x"                                          | "•••"
            AWS::Any::Thing                | Configuration.Password                        | "arn:hunter2"                                | "•••"
            AWS::Any::Thing                | Configuration.Password                        | "{{resolve:x}}hunter2"                       | "•••"
            AWS::Any::Thing                | Configuration.Password                        | "{{resolve:ssm:x}}"                          | "{{resolve:ssm:x}}"
            AWS::Any::Thing                | Configuration.Credentials                     | [{"name":"a","value":"x","other":"y"}]       | [{"name":"a","value":"•••","other":"•••"}]
            AWS::ECS::TaskDefinition       | Configuration.ContainerDefinitions.0.Environment.0.Name | "DB_PASSWORD"                      | "DB_PASSWORD"
            AWS::ECS::TaskDefinition       | Configuration.ContainerDefinitions.0.Environment.0.Value | "x"                               | "•••"
            AWS::ElasticBeanstalk::Environment | Configuration.OptionSettings.0.OptionName | "DBPassword"                                 | "DBPassword"
            AWS::CloudFormation::Stack     | Configuration.Parameters.0.ParameterKey       | "DbPassword"                                 | "DbPassword"
            AWS::Next::Year                | Configuration.Environment.Name                | "x"                                          | "•••"
            AWS::AppRunner::Service        | Configuration.RuntimeEnvironmentSecrets       | [{"name":"A","value":"arn:aws:ssm:x:1:parameter/a"},{"name":"B","value":"x"}] | [{"name":"A","value":"arn:aws:ssm:x:1:parameter/a"},{"name":"B","value":"•••"}]
            AWS::ECS::TaskDefinition       | Configuration.LogConfiguration.SecretOptions  | [{"name":"splunk-token","valueFrom":"arn:aws:ssm:x:1:parameter/a"}] | [{"name":"splunk-token","valueFrom":"arn:aws:ssm:x:1:parameter/a"}]
            AWS::CodeBuild::Project        | Configuration.Source                          | {"auth":{"type":"OAUTH","resource":"x"}}     | {"auth":{"type":"OAUTH","resource":"•••"}}
            AWS::CodeBuild::Project        | Configuration.Source.Auth.Resource            | "arn:aws:codebuild:x:1:token/github"         | "arn:aws:codebuild:x:1:token/github"
            AWS::SecretsManager::Secret    | Configuration.GenerateSecretString            | {"generateStringKey":"password","secretStringTemplate":"x"} | {"generateStringKey":"password","secretStringTemplate":"•••"}
            AWS::EC2::VPNConnection        | Configuration.Options.TunnelOptions.0         | {"preSharedKey":"x","phase1EncryptionAlgorithms":[{"value":"AES256"}]} | {"preSharedKey":"•••","phase1EncryptionAlgorithms":[{"value":"AES256"}]}
            AWS::Events::Connection        | Configuration.AuthParameters                  | {"apiKeyAuthParameters":{"apiKeyName":"n","apiKeyValue":"x"}} | {"apiKeyAuthParameters":{"apiKeyName":"n","apiKeyValue":"•••"}}
            AWS::Any::Thing                | Configuration.AccessKeys                      | "[{\\"status\\":\\"Active\\"}]"              | "[{\\"status\\":\\"Active\\"}]"
            AWS::Any::Thing                | Configuration.AccessKeys                      | "[{\\"id\\":\\"x\\""                         | "•••"
            AWS::Any::Thing                | Configuration.Parameters                      | {"TaskToken.$":"$$.Task.Token","token.$":"$.hunTer2"} | {"TaskToken.$":"$$.Task.Token","token.$":"•••"}
            AWS::Glue::Workflow            | Configuration.DefaultRunProperties            | {"a":"x"}                                    | {"a":"•••"}
            AWS::WAF::ByteMatchSet         | Configuration.ByteMatchTuples.0               | {"targetString":"x","positionalConstraint":"EXACTLY"} | {"targetString":"•••","positionalConstraint":"EXACTLY"}
            AWS::Any::Thing                | Configuration.Spec                            | "eyJlbnZpcm9ubWVudCI6eyJBIjoiYiJ9fQ=="       | "•••"
            """)
    void aSecretIsHiddenWhereItStandsAndItsNameIsNot(String type, String path, String value, String shown)
            throws JsonProcessingException {
        assertThat(Json.write(Redaction.redacted(type, path, Json.read(value)))).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "export DB_PASSWORD=hunter2",
                "mysqld --password=hunter2",
                "run --api-key hunter2",
                "Password: hunter2",
                "AccountName=a;AccountKey=aGVsbG8=;EndpointSuffix=b",
                "<pre_shared_key>hunter2</pre_shared_key>",
                "{\\\"password\\\": \\\"hunter2\\\"",
                "PGPASSWORD=hunter2 psql",
                "mysql -u root -phunter2",
                "curl -u admin:hunter2 https://example.com",
                "postgres://app:hunter2@db:5432/app",
                "CREATE USER a IDENTIFIED BY 'hunter2'",
                "Authorization: Basic aHVudGVyMjpodW50ZXIy",
                "echo root:hunter2 | chpasswd",
                "machine x login y password hunter2",
                "db.password=hunter2",
                "{\"containers\":[{\"name\":\"DB_PASSWORD\",\"value\":\"hunter2\"",
                "# c\n[{\"name\": \"DB_PASSWORD\", \"value\": \"hunter2\"}]",
                "env:\n- name: DB_PASSWORD\n  value: hunter2\n",
                "<add key=\"DbPassword\" value=\"hunter2\"/>",
                "{ // c\n \"DB_PASSWORD\" hunter2",
                "a=b&DB_PASSWORD%3Dhunter2",
                "app /password:hunter2",
                "https://example.com/password=hunter2",
                "password={hunTer2}",
                "password: $hunTer2",
                "DB_PASSWORD='%hunter2'",
                "password: |\n  hunter2\n",
                "[db]\nrequirepass hunter2\n",
                "redis-cli -a hunter2 ping",
                "neighbor 10.0.0.1 password hunter2",
                "crypto isakmp key hunter2 address 10.0.0.1",
                "SET PASSWORD FOR u = 'hunter2'",
                "https://events.pagerduty.com/integration/hunter2hunter2/enqueue",
                "Server=db;Uid=app;Pwd=hunter2;",
                "The variable DB_PASSWORD has the value hunter2-9f",
                "admin password is hunter2-9f",
                "api key was set to 'hunter2-9f'",
                "DB_PASSWORD 'hunter2' in plain text",
                "user default on >hunter2 ~* +@all",
                "https://example.com/?access_token=hunter2&x=1"
            })
    void aSecretBehindItsNameInATextHidesTheText(String text) {
        assertThat(Redaction.redacted("AWS::Any::Thing", "Configuration.Text", text))
                .isEqualTo(Hidden.of(text));
        assertThat(Redaction.text(text)).isEqualTo(Hidden.TEXT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TOKEN=$(curl -X PUT http://169.254.169.254/latest/api/token)",
                "password=${DB_PASSWORD}",
                "password=$DB_PASSWORD",
                "docker run -p 8080:80 web",
                "password=$dbPassword",
                "password=%DB_PASSWORD%",
                "password={{db.password}}",
                "name: DB_PASSWORD\n  valueFrom: secrets",
                "{ $.errorMessage = \"Failed authentication\" }",
                "{{resolve:secretsmanager:db:SecretString:password}}",
                "--password-file /run/secrets/db",
                "The password has not been rotated for 90 days.",
                "MinimumPasswordLength=14",
                "secretsmanager:GetSecretValue",
                "HttpTokens: required",
                "passwordReusePrevention: 24",
                "https://example.com:8443/login@home",
                "auth: AWS_IAM",
                "arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/db-AbCdEf",
                "tokens: 4096",
                "The password is older than 90 days",
                "The password is required",
                "The secret is arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/db-AbCdEf",
                "Sends the token to i-0123456789abcdef0",
                "The access key was last used on 2026-11-20",
                "on ~app::* -@all +@read"
            })
    void aTextAboutSecretsIsShown(String text) {
        assertThat(Redaction.text(text)).isSameAs(text);
    }

    @Test
    void base64IsLookedIntoAndNeverShown() throws IOException {
        String script = "#!/bin/bash\nexport DB_PASSWORD=hunter2\nsystemctl start web\n";
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(script.getBytes(StandardCharsets.UTF_8));
        }
        for (byte[] bytes : List.of(
                script.getBytes(StandardCharsets.UTF_8),
                script.getBytes(StandardCharsets.UTF_16LE),
                zipped.toByteArray())) {
            for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getMimeEncoder())) {
                String text = encoder.encodeToString(bytes);
                assertThat(Redaction.redacted("AWS::Any::Thing", "Configuration.Script", text))
                        .isEqualTo(Hidden.of(text));
            }
        }
        String ordinary =
                Base64.getEncoder().encodeToString("#!/bin/bash\necho hello, world\n".getBytes(StandardCharsets.UTF_8));
        assertThat(Redaction.text(ordinary)).isSameAs(ordinary);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# Überprüfe für Gäste\nexport DB_PASSWORD=hunter2\n",
                "[{\"name\": \"DB_PASSWORD\", \"value\": \"hunter2\"}]",
                "REJfUEFTU1dPUkQ9aHVudGVyMiBhbmQgc29tZSBtb3Jl"
            })
    void base64OfAnyLanguageOfPairsAndOfBase64IsLookedInto(String text) {
        String encoded = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        assertThat(Redaction.text(encoded)).isEqualTo(Hidden.TEXT);
    }

    @Test
    void jsonThatIsWrappedTooOftenIsHidden() {
        String text = "{\"environment\":{\"A\":\"b\"}}";
        for (int i = 0; i < 6; i++) {
            text = Json.write(text);
        }
        assertThat(Json.write(Redaction.redacted("AWS::Any::Thing", "Configuration.Spec", text)))
                .doesNotContain("environment");
    }

    @Test
    void aChangedSecretIsADifferenceAndAnUnchangedOneIsNone() {
        assertThat(Hidden.of("a")).isEqualTo(Hidden.of("a")).hasSameHashCodeAs(Hidden.of("a"));
        assertThat(Hidden.of("a")).isNotEqualTo(Hidden.of("b"));
        assertThat(Json.write(Map.of("k", Hidden.of("a")))).isEqualTo("{\"k\":\"•••\"}");
        assertThat(Hidden.of("a")).hasToString("•••").isNotInstanceOf(java.io.Serializable.class);
    }

    @Test
    void whatIsHostileOrBrokenIsHiddenOrShownAndNeverAFailure() {
        Object deep = "x";
        for (int i = 0; i < 20_000; i++) {
            deep = i % 2 == 0 ? List.of(deep) : Map.of("k", deep);
        }
        List<Object> hostile = new ArrayList<>(List.of(
                deep,
                "A".repeat(2_000_000),
                "=".repeat(1_000),
                "{".repeat(100_000),
                "[".repeat(200_000),
                "%7B%".repeat(1_000),
                "%zz",
                "password".repeat(30_000),
                "password=$".repeat(20_000),
                "-".repeat(200_000),
                "://a:".repeat(40_000),
                "curl ".repeat(50_000),
                "mysql ".repeat(40_000),
                "eyJ.".repeat(60_000),
                "AAAA".repeat(60_000),
                "H4sIAAAAAAAA".repeat(10_000),
                "\ud800\u0000",
                new Object(),
                1.5e300,
                "\"",
                "\"\\\""));
        hostile.add("-----BEGIN ".repeat(20_000));
        for (Object value : hostile) {
            Object redacted = Redaction.redacted("AWS::Any::Thing", "Configuration.Text", value);
            assertThat(Redaction.redacted("AWS::Any::Thing", "Configuration.Text", redacted))
                    .isSameAs(redacted);
        }
        assertThat(Redaction.redacted(null, null, "x")).isEqualTo("x");
        assertThat(Redaction.redacted("", "...", null)).isNull();
        assertThat(Redaction.text("x".repeat(SecretValues.LONGEST + 1))).isEqualTo(Hidden.TEXT);
    }
}
