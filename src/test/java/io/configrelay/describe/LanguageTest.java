package io.configrelay.describe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {

    /** Nobody translates the properties of types that nobody knows, nor the names of packages. */
    private static final Set<String> UNTRANSLATED =
            Set.of("AWS::Any::Thing", "MyCompany::Network::Firewall", "AWS::SSM::ManagedInstanceInventory");

    private static final Path FILES = Path.of("src/main/resources/io/configrelay/describe");
    private static final Language JAPANESE = Language.of("ja").orElseThrow();

    @Test
    void aLanguageIsKnownByItsFile() {
        assertThat(Language.of("en")).contains(Language.ENGLISH);
        assertThat(Language.of("ja")).isPresent();
        for (String none : List.of("xx", "", "JA!", "../words", "e")) {
            assertThat(Language.of(none)).as(none).isEmpty();
        }
    }

    @Test
    void everyLanguageHasEverySentenceWithTheSamePartsAndEveryTerm() throws IOException {
        Properties english = words("words.properties");
        for (Path file : others()) {
            Properties words = words(file.getFileName().toString());
            for (String key : english.stringPropertyNames()) {
                assertThat(words).as(file + " lacks " + key).containsKey(key);
                assertThat(parts(words.getProperty(key)))
                        .as(file + ", " + key)
                        .isEqualTo(parts(english.getProperty(key)));
                assertThat(new MessageFormat(words.getProperty(key)).toPattern())
                        .as(key)
                        .isNotEmpty();
            }
            for (String term : terms()) {
                assertThat(words).as(file + " lacks the term " + term).containsKey(Language.termKey(term));
            }
            assertThat(words.stringPropertyNames())
                    .as("keys that nothing asks for")
                    .allMatch(key -> key.startsWith("term.") || english.containsKey(key));
        }
    }

    @Test
    void everySentenceIsSaidSomewhere() throws IOException {
        String code = "";
        for (String folder : List.of("describe", "slack")) {
            try (var files = Files.list(Path.of("src/main/java/io/configrelay", folder))) {
                for (Path file : files.toList()) {
                    code += Files.readString(file);
                }
            }
        }
        for (String key : words("words.properties").stringPropertyNames()) {
            String first = key.replaceFirst("\\..*", "");
            String last = key.replaceFirst(".*\\.", "");
            // A whole key, or its head or its end where the middle is worked out.
            assertThat(code).as(key).containsPattern("\"(%s|%s\\.|\\.%s)\"".formatted(key, first, last));
        }
    }

    @ParameterizedTest
    @CsvSource({"1,Policy,Policy", "2,Policy,Policies", "2,Bucket,Buckets"})
    void englishCountsNouns(int count, String noun, String counted) {
        assertThat(Language.ENGLISH.counted(noun, count)).isEqualTo(counted);
        assertThat(JAPANESE.counted(noun, count)).isEqualTo(noun);
    }

    @Test
    void noEnglishIsLeftInJapanese() throws IOException {
        Set<String> values = Set.of("on", "to");
        for (ChangeRow row : ChangeRow.all()) {
            if (UNTRANSLATED.contains(row.type())) {
                continue;
            }
            for (Phrase line : Change.of(row.event()).description().lines()) {
                String japanese = line.in(JAPANESE);
                assertThat(japanese).isNotEqualTo(line.in(Language.ENGLISH));
                List<String> english = Pattern.compile("[A-Za-z][a-z]{2,}(?![\\w:-])")
                        .matcher(japanese)
                        .results()
                        .map(MatchResult::group)
                        .filter(word -> !row.change().contains(word) && !values.contains(word))
                        .filter(word -> !Set.of(
                                        "tcp", "udp", "Amazon", "Elastic", "Kubernetes", "Config", "Logs", "Exec")
                                .contains(word))
                        .toList();
                assertThat(english).as(japanese).isEmpty();
            }
        }
    }

    /** What properties, attachments and risks are called in English. */
    private static List<String> terms() throws IOException {
        List<String> terms = new ArrayList<>();
        for (String line : Files.readAllLines(FILES.resolve("properties.txt"))) {
            if (!line.isBlank() && !line.startsWith("#")) {
                terms.add(line.split("\\s*\\|\\s*", -1)[2].strip());
            }
        }
        Pattern.compile("new Row\\(\\s*\"[^\"]+\",\\s*\"([^\"]+)\"")
                .matcher(Files.readString(Path.of("src/main/java/io/configrelay/describe/AttachmentDescriber.java")))
                .results()
                .forEach(row -> terms.add(row.group(1)));
        assertThat(terms).hasSizeGreaterThan(200);
        return terms;
    }

    private static Set<String> parts(String pattern) {
        return Pattern.compile("\\{\\d")
                .matcher(pattern)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }

    private static List<Path> others() throws IOException {
        try (var files = Files.list(FILES)) {
            return files.filter(file -> file.getFileName().toString().matches("words_\\w+\\.properties"))
                    .toList();
        }
    }

    private static Properties words(String file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(FILES.resolve(file))) {
            properties.load(reader);
        }
        return properties;
    }
}
