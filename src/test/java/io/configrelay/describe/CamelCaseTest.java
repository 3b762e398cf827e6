package io.configrelay.describe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CamelCaseTest {

    @ParameterizedTest
    @CsvSource({
        "SecurityGroup,Security Group",
        "NetworkAcl,Network ACL",
        "NatGateway,NAT Gateway",
        "DBInstance,DB Instance",
        "DBClusterSnapshot,DB Cluster Snapshot",
        "VPC,VPC",
        "VPCs,VPCs",
        "AssociatedVPCs,Associated VPCs",
        "VPCsOfZone,VPCs Of Zone",
        "VPCEndpoint,VPC Endpoint",
        "VPNConnection,VPN Connection",
        "EIP,EIP",
        "IPSet,IP Set",
        "IPv4Ranges,IPv4 Ranges",
        "ipv6Ranges,ipv6 Ranges",
        "WebACL,Web ACL",
        "OIDCProvider,OIDC Provider",
        "SAMLProvider,SAML Provider",
        "EC2Fleet,EC2 Fleet",
        "EnvironmentEC2,Environment EC2",
        "GraphQLApi,GraphQL API",
        "CloudFormationProduct,CloudFormation Product",
        "LocationFSxLustre,Location FSx Lustre",
        "VOLUME,VOLUME",
        "AWS:Application,AWS Application",
        "isMultiAZ,is Multi AZ"
    })
    void aNameIsSplitIntoWords(String name, String words) {
        assertThat(CamelCase.words(name)).isEqualTo(words);
    }
}
