package io.configrelay.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.configrelay.event.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the project's {@code Dockerfile} says, as far as a test needs it. */
public record Dockerfile(String text) {

    /** Reads it. */
    public static Dockerfile read() {
        try {
            return new Dockerfile(Files.readString(Path.of("Dockerfile")).replaceAll("\\\\\\n\\s*", ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What stands behind the last instruction of this name. */
    public String instruction(String name) {
        Matcher line = Pattern.compile("(?m)^" + name + " (.*)$").matcher(text);
        String found = null;
        while (line.find()) {
            found = line.group(1);
        }
        if (found == null) {
            throw new IllegalStateException("The Dockerfile has no " + name);
        }
        return found;
    }

    /** The words of the command that a container runs. */
    public List<String> command() {
        return words(instruction("CMD"));
    }

    /** The words of the command that tells whether it is well. */
    public List<String> healthcheck() {
        return words(instruction("HEALTHCHECK").replaceFirst(".*CMD ", ""));
    }

    /** The environment that it sets. */
    public Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        Matcher variables = Pattern.compile("(?m)^ENV (\\w+)=(\\S+)$").matcher(text);
        while (variables.find()) {
            environment.put(variables.group(1), variables.group(2));
        }
        return environment;
    }

    private static List<String> words(String json) {
        try {
            return Json.array(Json.read(json)).stream().map(String::valueOf).toList();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Not in the form of words: " + json, e);
        }
    }
}
