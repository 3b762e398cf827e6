package io.configrelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.configrelay.event.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * What the documents repeat of other files is as it is there. {@code mvn test -Dtest=DocsTest -Dgolden.update=true} writes
 * it anew.
 */
class DocsTest {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

    @Test
    void settingsAreThoseOfTheFile() throws IOException {
        List<String> lines = new ArrayList<>();
        List<String> comment = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        List<String> values = new ArrayList<>();
        List<String> file = new ArrayList<>(Files.readAllLines(Path.of("application.properties")));
        file.add("");
        for (String line : file) {
            boolean setting = line.matches("(# )?[a-z]+(\\.[\\w-]+)+ = ?.*");
            if (!setting && !keys.isEmpty()) {
                lines.add(row(keys, values, comment));
                keys.clear();
                values.clear();
                comment.clear();
            }
            if (line.startsWith("# --- ")) {
                comment.clear();
                lines.addAll(List.of(
                        "", "### " + line.replaceAll("^# --- | -+$", ""), "", "| key | default | what it is |"));
                lines.add("| --- | --- | --- |");
            } else if (setting) {
                keys.add("`" + line.replaceFirst("^# ", "").replaceFirst(" =.*", "") + "`");
                String value = line.startsWith("# ") ? "" : line.replaceFirst("^[^=]*= ?", "");
                if (!value.isEmpty()) {
                    values.add("`" + value + "`");
                }
            } else if (line.startsWith("# ")) {
                comment.add(line.substring(2));
            } else {
                comment.clear();
            }
        }
        // A heading whose settings need no words has no rows.
        assertBlock(
                "docs/configure.md",
                "application.properties",
                String.join("\n", lines).strip());
    }

    /** Only what has words is for people. */
    private static String row(List<String> keys, List<String> values, List<String> comment) {
        return "| %s | %s | %s |"
                .formatted(
                        String.join(", ", keys),
                        values.stream().distinct().collect(Collectors.joining(", ")),
                        String.join(" ", comment).replace("|", "\\|").replace("<", "&lt;"));
    }

    @Test
    void parametersAreThoseOfTheTemplate() throws IOException {
        List<String> lines = new ArrayList<>(List.of("| parameter | default | what it does |", "| --- | --- | --- |"));
        for (Object entry : Json.array(template().get("parameters"))) {
            Map<String, Object> parameter = Json.object(entry);
            String name = Json.text(parameter, "name");
            if (!Json.text(parameter, "description").startsWith("Not for files.")) {
                String value = Objects.toString(parameter.get("defaultValue"), "");
                lines.add("| `%s` | %s | %s |"
                        .formatted(
                                name,
                                value.isEmpty() ? "required" : "`" + value.replace("\n", "\\n") + "`",
                                Json.text(parameter, "description").replace("|", "\\|")));
            }
        }
        assertBlock("docs/route.md", "routes/slack-channel.camel.yaml", String.join("\n", lines));
    }

    private static Map<String, Object> template() throws IOException {
        Object file = new Load(LoadSettings.builder().build())
                .loadFromString(Files.readString(Path.of("routes/slack-channel.camel.yaml")));
        return Json.object(Json.object(Json.array(file).get(0)).get("routeTemplate"));
    }

    @Test
    void librariesAreThoseOfThePom() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String libraries = pom.substring(pom.indexOf("<!-- Libraries -->"), pom.indexOf("<!-- For the tests -->"));
        List<String> lines = new ArrayList<>(List.of("| library | version |", "| --- | --- |"));
        Pattern.compile("<([\\w.-]+)\\.version>([^<]+)</")
                .matcher(libraries)
                .results()
                .map((MatchResult library) -> "| %s | %s |".formatted(library.group(1), library.group(2)))
                .forEach(lines::add);
        assertThat(lines).hasSizeGreaterThan(10);
        assertBlock("docs/upgrade.md", "pom.xml", String.join("\n", lines));
    }

    private static void assertBlock(String document, String source, String expected) throws IOException {
        Path path = Path.of(document);
        String text = Files.readString(path);
        String begin = "<!-- generated from %s -->\n".formatted(source);
        assertThat(text).contains(begin);
        int from = text.indexOf(begin) + begin.length();
        int to = text.indexOf("<!-- end -->", from);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(path, text.substring(0, from) + "\n" + expected + "\n\n" + text.substring(to));
            return;
        }
        assertThat(text.substring(from, to).strip()).as(document).isEqualTo(expected);
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path document : documents()) {
            LINK.matcher(Files.readString(document))
                    .results()
                    .map(link -> link.group(1))
                    .forEach(link -> {
                        if (!link.matches("[a-z]+:.*") && !leadsSomewhere(document, link)) {
                            broken.add(document + ": " + link);
                        }
                    });
        }
        assertThat(broken).isEmpty();
    }

    private static boolean leadsSomewhere(Path document, String link) {
        String file = link.replaceFirst("#.*", "");
        Path folder = document.toAbsolutePath().getParent();
        Path target = file.isEmpty() ? document : folder.resolve(file).normalize();
        if (!Files.exists(target)) {
            return false;
        }
        return !link.contains("#") || headings(target).contains(link.replaceFirst(".*#", ""));
    }

    /** As GitHub makes them. */
    private static List<String> headings(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith("#"))
                    .map(line -> line.replaceFirst("^#+ ", "")
                            .toLowerCase(Locale.ROOT)
                            .replaceAll("[^\\w\\- ]", "")
                            .replace(' ', '-'))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything that people read. */
    static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>(List.of(Path.of("README.md"), Path.of("CHANGELOG.md")));
        for (String folder : List.of("docs", "deploy")) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
            }
        }
        return documents;
    }
}
