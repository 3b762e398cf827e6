package io.configrelay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Runs after the fault tests and prints what they measured, also to {@code target/faults.md}. */
class FaultTableIT {

    @Test
    @SuppressWarnings("SystemOut") // The table is what this is run for.
    void nothingWasLost() throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("| fault | events × channels | lost | duplicates | dead letters | seconds to drain |");
        lines.add("| --- | --- | --- | --- | --- | --- |");
        try (Stream<Path> rows = Files.list(FaultTable.ROWS)) {
            for (Path row : rows.sorted().toList()) {
                lines.add(Files.readString(row));
            }
        }
        Files.write(Path.of("target/faults.md"), lines);
        System.out.println(String.join(System.lineSeparator(), lines));

        assertThat(lines).hasSizeGreaterThan(2);
        assertThat(lines.subList(2, lines.size())).allMatch(row -> row.matches("\\|[^|]+\\|[^|]+\\| 0 \\|.*"));
    }
}
