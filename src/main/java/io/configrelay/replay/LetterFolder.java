package io.configrelay.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Dead letters as files. A file that is being posted is called {@code ….replaying}: when that is found, a replay was
 * killed in the moment in which only Slack knew whether the message had arrived.
 */
public final class LetterFolder implements Letters {

    private static final String REPLAYING = ".replaying";

    private final Path folder;

    /** @param folder that the relay writes its dead letters to; it need not exist */
    public LetterFolder(Path folder) {
        this.folder = folder;
    }

    @Override
    public List<Letter> list() {
        List<Letter> letters = new ArrayList<>();
        for (Path file : files(".json")) {
            try {
                letters.add(new Letter(file.toString(), Files.readString(file)));
            } catch (IOException e) {
                // A file that can't be read as text is told of like any other that is no dead letter.
                letters.add(new Letter(file.toString(), ""));
            }
        }
        return letters;
    }

    @Override
    public List<String> inDoubt() {
        return files(REPLAYING).stream()
                .map(file ->
                        ("%s: a replay was killed while it posted this; Slack may have it. Look in the channel, then"
                                        + " delete the file, or take '%s' off its name to send it again.")
                                .formatted(file, REPLAYING))
                .toList();
    }

    @Override
    public void take(Letter letter) {
        move(Path.of(letter.place()), replaying(letter));
    }

    @Override
    public void remove(Letter letter) {
        try {
            Files.deleteIfExists(replaying(letter));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void giveBack(Letter letter) {
        move(replaying(letter), Path.of(letter.place()));
    }

    @Override
    public void close() {
        // Nothing is held open.
    }

    private static Path replaying(Letter letter) {
        return Path.of(letter.place() + REPLAYING);
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> files(String suffix) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(suffix))
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted(Comparator.comparing(file -> file.toFile().lastModified()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
