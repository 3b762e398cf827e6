package io.configrelay.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The Terraform files of a folder. It reads what {@code terraform fmt} writes, a line at a time, evaluates nothing, and
 * fails at what it doesn't know.
 */
final class Terraform {

    private static final Pattern BLOCK = Pattern.compile("(\\w+)((?: \"[^\"]+\")*) \\{(})?");
    private static final Pattern ARGUMENT = Pattern.compile("(\\w+) += (.+)");
    private static final Pattern ENTRY = Pattern.compile("(\\w+) *=(?!=) *(\\[[^]]*]|\"[^\"\\n]*\"|[^,}\\n]+)");
    private static final Pattern TEXT = Pattern.compile("\"((?:[^\"$]|\\$\\{[^}]*})*)\"");

    /**
     * A block, such as a resource.
     *
     * @param labels the words behind its type, such as {@code aws_sqs_queue} and {@code queue}
     * @param arguments name to expression, as it is written
     */
    record Block(String type, List<String> labels, Map<String, String> arguments, List<Block> blocks) {

        String text(String argument) {
            return arguments.getOrDefault(argument, "").replaceAll("^\"|\"$", "");
        }

        Stream<Block> blocks(String type) {
            return blocks.stream().filter(block -> block.type.equals(type));
        }

        /** Those that are made of a list as well. */
        Stream<Block> withDynamic(String type) {
            Stream<Block> dynamic = blocks("dynamic")
                    .filter(block -> block.labels.contains(type))
                    .flatMap(b -> b.blocks("content"));
            return Stream.concat(blocks(type), dynamic);
        }

        /** All expressions, of blocks within it too. */
        Stream<String> expressions() {
            return Stream.concat(arguments.values().stream(), blocks.stream().flatMap(Block::expressions));
        }
    }

    private final List<Block> blocks = new ArrayList<>();

    Terraform(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".tf")).sorted().toList()) {
                Iterator<String> lines = Files.readAllLines(file).stream()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .iterator();
                blocks.addAll(body(lines, new LinkedHashMap<>(), true));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Block> body(Iterator<String> lines, Map<String, String> arguments, boolean file) {
        List<Block> blocks = new ArrayList<>();
        while (lines.hasNext()) {
            String line = lines.next();
            Matcher block = BLOCK.matcher(line);
            Matcher argument = ARGUMENT.matcher(line);
            if (!file && line.equals("}")) {
                return blocks;
            } else if (block.matches()) {
                Map<String, String> own = new LinkedHashMap<>();
                List<Block> inner = block.group(3) == null ? body(lines, own, false) : List.of();
                blocks.add(new Block(block.group(1), texts(block.group(2)), own, inner));
            } else if (!file && argument.matches()) {
                StringBuilder expression = new StringBuilder(argument.group(2));
                while (open(expression) > 0) {
                    expression.append('\n').append(lines.next());
                }
                arguments.put(argument.group(1), expression.toString());
            } else {
                throw new IllegalStateException("not understood: " + line);
            }
        }
        if (!file) {
            throw new IllegalStateException("a block has no end");
        }
        return blocks;
    }

    private static long open(CharSequence expression) {
        return expression.chars().filter(c -> "([{".indexOf(c) >= 0).count()
                - expression.chars().filter(c -> ")]}".indexOf(c) >= 0).count();
    }

    /** Every block of a type, by its last label: variables, outputs. */
    Map<String, Block> named(String type) {
        Map<String, Block> named = new LinkedHashMap<>();
        blocks.stream()
                .filter(block -> block.type.equals(type))
                .forEach(block -> named.put(block.labels.get(0), block));
        return named;
    }

    /** Resources by address, such as {@code aws_sqs_queue.queue}; data sources begin with {@code data.}. */
    Map<String, Block> resources() {
        Map<String, Block> resources = new LinkedHashMap<>();
        for (Block block : blocks) {
            if (block.type.equals("resource") || block.type.equals("data")) {
                String address = String.join(".", block.labels);
                resources.put(block.type.equals("data") ? "data." + address : address, block);
            }
        }
        return resources;
    }

    Map<String, String> locals() {
        Map<String, String> locals = new LinkedHashMap<>();
        blocks.stream().filter(block -> block.type.equals("locals")).forEach(block -> locals.putAll(block.arguments));
        return locals;
    }

    Stream<String> expressions() {
        return blocks.stream().flatMap(Block::expressions);
    }

    /** The statements of a policy document. */
    List<Statement> statements(String document) {
        return resources()
                .get("data.aws_iam_policy_document." + document)
                .withDynamic("statement")
                .map(Terraform::statement)
                .toList();
    }

    private static Statement statement(Block block) {
        Set<String> principals = new TreeSet<>();
        block.blocks("principals")
                .forEach(who -> elements(who.arguments.get("identifiers"))
                        .forEach(id -> principals.add(who.text("type") + " " + id)));
        Set<String> conditions = new TreeSet<>();
        block.blocks("condition")
                .forEach(when ->
                        conditions.add("%s %s %s".formatted(when.text("test"), when.text("variable"), values(when))));
        return new Statement(
                block.text("sid"),
                block.arguments.containsKey("effect") ? block.text("effect") : "Allow",
                principals,
                new TreeSet<>(texts(block.arguments.get("actions"))),
                elements(block.arguments.getOrDefault("resources", "[]")),
                conditions);
    }

    private static String values(Block condition) {
        String values = condition.arguments.get("values");
        return values.startsWith("[") ? values : "[a choice]";
    }

    /** The texts in an expression. */
    static List<String> texts(String expression) {
        return TEXT.matcher(expression).results().map(text -> text.group(1)).toList();
    }

    /** The expressions in a list. */
    static List<String> elements(String list) {
        return Stream.of(list.replaceAll("^\\[|]$", "").split(",", -1))
                .map(String::strip)
                .filter(element -> !element.isEmpty())
                .toList();
    }

    /** The entries of an object, such as the one in {@code jsonencode({...})}. */
    static Map<String, String> entries(String expression) {
        Map<String, String> entries = new LinkedHashMap<>();
        ENTRY.matcher(expression)
                .results()
                .forEach(e -> entries.put(e.group(1), e.group(2).strip()));
        return entries;
    }
}
