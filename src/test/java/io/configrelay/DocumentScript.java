package io.configrelay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The commands of a document, as one bash script that runs them in their order and fails where one does, or prints
 * something else than the document says. In front of a block, a comment can say what is special about it:
 *
 * <ul>
 *   <li>{@code needs: …}: it can't be run here;
 *   <li>{@code run by: …}: a test or script that runs it;
 *   <li>{@code run until: …}: it goes on in the background when it has printed this, in the project's folder;
 *   <li>{@code file: …}: it is the content of this file;
 *   <li>{@code copy: … to …}: first copy a file of the project.
 * </ul>
 *
 * @param script of what is run here
 * @param elsewhere what something else runs, each as {@code by: command}
 * @param unrun what can't be run here, each as {@code place: what it needs}
 */
record DocumentScript(String script, List<String> elsewhere, List<String> unrun) {

    private static final Pattern COMMENT = Pattern.compile("<!-- ([a-z ]+): (.*) -->");

    private static final String PROLOGUE = """
            set -eu
            set -m
            jobs=
            trap 'for job in $jobs; do kill -- -$job || true; done 2>/dev/null' EXIT
            at() { echo "at $1" >&2; }
            same() {
              sed -e '$a\\' "$OUT/got" >"$OUT/whole"
              diff "$OUT/want" "$OUT/whole" >&2
            }
            until_seen() {
              for try in $(seq 3000); do
                if grep --quiet --fixed-strings -- "$1" "$OUT/background"; then return 0; fi
                kill -0 "$!" || break
                sleep 0.2
              done
              cat "$OUT/background" >&2
              return 1
            }
            """;

    /** Reads a document. */
    static DocumentScript of(Path document) throws IOException {
        Builder builder = new Builder(document);
        for (String line : Files.readAllLines(document)) {
            builder.line(line);
        }
        return new DocumentScript(PROLOGUE + builder.script, builder.elsewhere, builder.unrun);
    }

    private static final class Builder {

        private final Path document;
        private final StringBuilder script = new StringBuilder();
        private final List<String> elsewhere = new ArrayList<>();
        private final List<String> unrun = new ArrayList<>();
        private final List<String> block = new ArrayList<>();
        private String language;
        private String kind = "";
        private String said = "";
        private int number;

        Builder(Path document) {
            this.document = document;
        }

        void line(String line) {
            number++;
            Matcher comment = COMMENT.matcher(line);
            if (language != null) {
                if (line.strip().equals("```")) {
                    end();
                } else {
                    block.add(line);
                }
            } else if (line.strip().startsWith("```")) {
                language = line.strip().substring(3);
            } else if (comment.matches()) {
                kind = comment.group(1);
                said = comment.group(2);
                if (kind.equals("copy")) {
                    copy(said.split(" to ", -1));
                }
            }
        }

        private void copy(String[] fromTo) {
            script.append("mkdir -p \"$(dirname '%2$s')\"; cp \"$ROOT/%1$s\" '%2$s'%n".formatted(fromTo[0], fromTo[1]));
        }

        private void end() {
            String text = String.join("\n", block) + "\n";
            boolean command = language.equals("sh") || language.equals("console");
            if (kind.equals("file")) {
                script.append("cat >'%s' <<'END OF FILE'%n%sEND OF FILE%n".formatted(said, text));
            } else if (command && kind.equals("needs")) {
                unrun.add("%s:%d: %s".formatted(document, number, said));
            } else if (command && kind.equals("run by")) {
                block.forEach(line -> elsewhere.add(said + ": " + line));
            } else if (command) {
                script.append("at %s:%d%n".formatted(document, number));
                if (kind.equals("run until")) {
                    script.append("cd \"$ROOT\"\n(%n%s) >\"$OUT/background\" 2>&1 &%n".formatted(text));
                    script.append("jobs=\"$jobs $!\"\nuntil_seen '%s'%n".formatted(said));
                } else if (language.equals("sh")) {
                    script.append(text);
                } else {
                    console();
                }
            }
            block.clear();
            language = null;
            kind = "";
        }

        /** Commands behind a {@code $}, each with what it prints. */
        private void console() {
            for (String session : Arrays.asList(String.join("\n", block).split("(?m)^\\$ ", -1))) {
                if (!session.isBlank()) {
                    String[] parts = session.strip().split("\n", 2);
                    String want = parts.length == 1 ? "" : parts[1] + "\n";
                    script.append("cat >\"$OUT/want\" <<'END OF OUTPUT'%n%sEND OF OUTPUT%n".formatted(want));
                    script.append("{%n%s%n} >\"$OUT/got\" 2>&1 || true%nsame%n".formatted(parts[0]));
                }
            }
        }
    }
}
