package io.configrelay.describe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PluralTest {

    private static final Path WORDS = Path.of("src/test/resources/plurals.txt");
    private static final Path TYPES = Path.of("src/main/resources/io/configrelay/rules/resource-types.txt");

    @ParameterizedTest
    @CsvSource({
        "Key, Keys",
        "Internet Gateway, Internet Gateways",
        "NAT Gateway, NAT Gateways",
        "Alias, Aliases",
        "Event Bus, Event Buses",
        "Web ACL, Web ACLs",
        "DB Proxy, DB Proxies",
        "IAM Policy, IAM Policies",
        "Topic Rule Destination, Topic Rule Destinations",
        "DHCP Options, DHCP Options",
        "Private CA Connector for AD, Private CA Connectors for AD"
    })
    void theLastWordIsCounted(String noun, String plural) {
        assertThat(Language.ENGLISH.counted(noun, 2)).isEqualTo(plural);
        assertThat(Language.ENGLISH.counted(noun, 1)).isEqualTo(noun);
    }

    @Test
    void everyKindOfResourceHasThePluralThatSomebodyHasRead() throws IOException {
        Map<String, String> plurals = new LinkedHashMap<>();
        for (String line : lines(WORDS)) {
            plurals.put(line.split(" ", 2)[0], line.split(" ", 2)[1]);
        }
        plurals.forEach((word, plural) -> assertThat(Plural.of(word)).isEqualTo(plural));
        for (String type : lines(TYPES)) {
            String word = type.replaceAll(".*:|.*[a-z0-9](?=[A-Z])|.*[A-Z](?=[A-Z][a-z])", "");
            assertThat(plurals).as("of %s", type).containsKey(word);
        }
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }
}
