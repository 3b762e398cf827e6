package io.configrelay.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.configrelay.event.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the value is. */
class RedactionPropertyTest {

    private static final Arbitrary<String> KEYS = Arbitraries.of(
            "a",
            "name",
            "Value",
            "key",
            "environment",
            "Variables",
            "password",
            "secretArn",
            "tags",
            "headers",
            "0",
            "",
            "ü");

    private static final Arbitrary<String> PLAIN =
            Arbitraries.of("t3.micro", "eu-west-1", "web", "", "10.0.0.0/8", "true");

    @Provide
    Arbitrary<Object> anything() {
        Arbitrary<Object> leaves = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(60).map(text -> (Object) text),
                Arbitraries.of("{\"password\":\"x\"}", "[1", "%7B%22a%22%3A1%7D", "\"{}\"", "password=x", "AAAA")
                        .map(text -> text),
                Arbitraries.integers().map(number -> number),
                Arbitraries.of(true, false).map(flag -> flag));
        return below(leaves, KEYS);
    }

    @Provide
    Arbitrary<Object> ordinary() {
        return below(
                Arbitraries.oneOf(
                        PLAIN.map(text -> (Object) text), Arbitraries.integers().map(number -> number)),
                Arbitraries.of("a", "instanceType", "vpcId", "tags", "state", "description"));
    }

    private static Arbitrary<Object> below(Arbitrary<Object> leaves, Arbitrary<String> keys) {
        return Arbitraries.recursive(
                () -> leaves,
                inner -> Arbitraries.oneOf(
                        inner.list().ofMaxSize(4).map(list -> (Object) list),
                        Arbitraries.maps(keys, inner).ofMaxSize(4).map(map -> (Object) new HashMap<>(map))),
                0,
                4);
    }

    @Property(tries = 2_000, seed = "20")
    void itNeverFailsAndASecondTimeChangesNothing(@ForAll("anything") Object value) {
        String before = Json.write(value);
        Object once = Redaction.redacted("AWS::Lambda::Function", "Configuration.Thing", value);

        assertThat(Json.write(value)).as("the value itself").isEqualTo(before);
        assertThat(Redaction.redacted("AWS::Lambda::Function", "Configuration.Thing", once))
                .isSameAs(once);
    }

    @Property(tries = 1_000, seed = "20")
    void whatIsOrdinaryIsTheSameInstance(@ForAll("ordinary") Object value) {
        assertThat(Redaction.redacted("AWS::EC2::Instance", "Configuration", value))
                .isSameAs(value);
    }

    @Property(tries = 500, seed = "20")
    void aSecretBelowAnyEnvironmentIsHiddenAndItsNameIsNot(@ForAll("anything") Object beside) {
        Object value = List.of(
                beside,
                Map.of(
                        "containers",
                        List.of(Map.of("environment", List.of(Map.of("name", "LOG", "value", "Zx9QtV7"))))));
        String shown = Json.write(Redaction.redacted("AWS::Next::Year", "Configuration", value));

        assertThat(shown).doesNotContain("Zx9QtV7").contains("\"LOG\"");
    }
}
