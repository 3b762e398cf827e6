package io.configrelay.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The files of the routes' folder as they were at a moment: of each its time, size and identity. Mounted folders tell nobody
 * of changes, so they are looked at.
 */
record FolderLook(Map<Path, List<Object>> files) {

    /** Looks now; a file that goes meanwhile isn't there. */
    static FolderLook at(Path routes) {
        Map<Path, List<Object>> files = new HashMap<>();
        Stream.of(
                        RouteFiles.routes(routes),
                        RouteFiles.tests(routes),
                        RouteFiles.accounts(routes),
                        RouteFiles.others(routes))
                .flatMap(List::stream)
                .forEach(file -> {
                    try {
                        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
                        files.put(file, List.of(now.lastModifiedTime(), now.size(), String.valueOf(now.fileKey())));
                    } catch (NoSuchFileException e) {
                        return; // Gone between the list and the look.
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
        return new FolderLook(files);
    }

    /** Whether this file is as it was in another look. */
    boolean isAsIn(FolderLook other, Path file) {
        return Objects.equals(files.get(file), other.files.get(file));
    }
}
