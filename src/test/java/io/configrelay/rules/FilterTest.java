package io.configrelay.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.Option;
import io.configrelay.Events;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterTest {

    private static final Map<String, Object> VIEW =
            Events.event(Events.opened("123456789012", "sg-1", 22)).view("high");

    private static final Configuration LENIENT =
            Configuration.builder().options(Option.SUPPRESS_EXCEPTIONS).build();

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            $; true; $
            $[?(@.risk == 'high')]; true; @.risk == 'high'
            $[?(@.risk == 'high' && @.region == 'eu-west-1')]; true; @.risk == 'high' && @.region == 'eu-west-1'
            $[?(@.risk == 'high' && @.region == 'us-east-1')]; false; @.region == 'us-east-1'
            $[?(@.risk == 'medium' || @.region == 'us-east-1')]; false; @.risk == 'medium' || @.region == 'us-east-1'
            $[?(@.risk == 'medium' || (@.region == 'eu-west-1' && @.changeType == 'UPDATE'))]; true; @.region == 'eu-west-1' && @.changeType == 'UPDATE'
            $[?(!(@.risk == 'high'))]; false; !(@.risk == 'high')
            $[?(@.resourceType in ['AWS::EC2::VPC', 'a && b', 'c || d'])]; false; @.resourceType in ['AWS::EC2::VPC', 'a && b', 'c || d']
            $[?(@.resourceId =~ /sg-(1||x)/ && @.risk)]; true; @.resourceId =~ /sg-(1||x)/ && @.risk
            $[?(@.tags.team == 'web')]; false; @.tags.team == 'web'
            $[?(@.message.configurationItem.awsRegion == "eu-west-1")]; true; @.message.configurationItem.awsRegion == "eu-west-1"
            $[?(@['region'] == 'eu-west-1')]; true; @['region'] == 'eu-west-1'
            $..awsRegion; true; $..awsRegion
            """)
    void aPartDecidesAsTheWholeDoes(String match, boolean matches, String decisive) {
        Filter filter = FilterParser.parse(match);

        assertThat(filter.matches(VIEW)).isEqualTo(matches);
        assertThat(filter.decisive(VIEW)).isEqualTo(decisive);
        Object whole = JsonPath.using(LENIENT).parse(VIEW).read(match);
        assertThat(whole instanceof List<?> list ? !list.isEmpty() : whole != null)
                .as("what Jayway says of the whole")
                .isEqualTo(matches);
    }

    @Test
    void anythingButAPathIsRefused() {
        for (String none : new String[] {"", "$[?(@.risk == ", "$[?(@.risk = 'high')]", "risk == 'high'("}) {
            assertThatThrownBy(() -> FilterParser.parse(none)).as(none).isInstanceOf(RuntimeException.class);
        }
    }

    @Test
    void aFilterThatMayBeRightIsNoMistake() {
        for (String match : List.of(
                "$",
                "$[?(@.resourceType == 'MyOrg::Web::Thing')]",
                "$[?(@.resourceType == 'AWS::Quantum::Entanglement')]",
                "$[?(@.resourceType == 'AWS::EC2::VPC' || @.resourceType == 'AWS::EC2::Subnet')]",
                "$[?(@.resourceType =~ /AWS::EC2::.*/)]",
                "$[?(@.risk != 'severe')]",
                "$[?(@.tags.team == 'a' && @.tags.env == 'b')]",
                "$[?(@.message.a == 'x' && @.message.b == 'y')]",
                "$[?(@.tags['risk'] == 'own word')]",
                "$[?(@.message.ranges[?(@.cidr == '0.0.0.0/0')])]",
                "$[?(@.message.ranges[?(@.cidr == 'a' && @.port == 1)] && @.risk)]",
                "$.message..[?(@.cidr == 'x')]",
                "$..cidr",
                "$[?(@.resourceName =~ /it's (a|b)/ || @.risk == 'high')]",
                "$[?(@.changedProperties.length() > 3)]",
                "$[?('Configuration.X' in @.changedProperties)]",
                "$[?(@.risk in ['high', 'medium'] && @.risk == 'high')]",
                "$[?(!(@.changeType == 'NONE'))]",
                "$[?(@.tags.owner == 'any' && @.message.x.y == 1)]")) {
            assertThat(MatchCheck.mistakes(match)).as(match).isEmpty();
        }
    }
}
