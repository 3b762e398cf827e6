package io.configrelay.describe;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a property of a resource type is called: as the AWS console calls it, else by its own name in words. */
final class Labels {

    /** Under these stand names and values that people choose. */
    private static final Pattern CONTAINER = Pattern.compile(
            "environment|env|.*(variables|arguments|parameters|options|settings|outputs|headers|buildargs)",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern ENVIRONMENT =
            Pattern.compile("env|environment|environmentvariables", Pattern.CASE_INSENSITIVE);

    private static final Pattern VALUE =
            Pattern.compile("(parameter|option|attribute|output)?values?", Pattern.CASE_INSENSITIVE);

    private static final Pattern PLACE = Pattern.compile("\\[(0|[1-9]\\d*)]");

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private static final Pattern STATUS = Pattern.compile("status|state", Pattern.CASE_INSENSITIVE);

    private static final Pattern POLICY_PART = Pattern.compile(
            "(?<=.)\\.(statement|policytext|policydocument|document)(?=\\.|$).*", Pattern.CASE_INSENSITIVE);

    private static final Pattern ENABLED = Pattern.compile("[._]?(is)?enabled$", Pattern.CASE_INSENSITIVE);

    private final String type;

    Labels(String type) {
        this.type = type;
    }

    /** Of a policy: its statements and its text are the policy. */
    Phrase ofPolicy(Edit edit) {
        String property = POLICY_PART.matcher(edit.property()).replaceFirst("");
        return property.equals(edit.property()) ? of(edit) : base(property, edit.path(), false);
    }

    /** Whether the key is one under which the value of a name stands. */
    static boolean isValue(String key) {
        return VALUE.matcher(key).matches();
    }

    /** Of an edit; of an element of a list, with its name: {@code Parameter Size}. */
    Phrase of(Edit edit) {
        Phrase label = base(edit.property(), edit.path(), edit.isElement());
        return name(edit)
                .<Phrase>map(name -> Phrase.of("label.named", label, name))
                .orElse(label);
    }

    private static Optional<String> name(Edit edit) {
        return edit.isElement() ? Identity.name(edit.property(), edit.openedValue()) : Optional.empty();
    }

    private Phrase base(String property, String path, boolean element) {
        Optional<Wording> row = Wording.exact(type, property).or(() -> Wording.of(type, property));
        if (row.isPresent()) {
            return row(row.get(), property);
        }
        return AttachmentDescriber.noun(path).orElseGet(() -> {
            String words = Names.words(property);
            return new Phrase.Term(Values.capital(element ? Names.singular(words) : words));
        });
    }

    private static Phrase row(Wording row, String property) {
        if (property.length() <= row.path().length()) {
            return row.term();
        }
        return Phrase.of(
                "label.part", row.term(), part(property.substring(row.path().length() + 1)));
    }

    private static Phrase part(String path) {
        return new Phrase.Term(Names.words(path));
    }

    /**
     * Of a difference inside an edit.
     *
     * @param path from the edit to it
     * @param property the path of both, without places of elements
     */
    Phrase of(Edit edit, List<String> path, String property) {
        if (path.isEmpty()) {
            return of(edit);
        }
        Optional<Wording> own = Wording.exact(type, property);
        if (own.isPresent()) {
            return own.get().term();
        }
        String last = path.get(path.size() - 1);
        boolean named = name(edit).isPresent();
        if (path.size() == 1 && named && (isValue(last) || STATUS.matcher(last).matches())) {
            return of(edit);
        }
        List<String> shown = shown(path);
        int names = path.size() - 2;
        if (names == 0 && isValue(last) && shown.size() == 2) {
            return Phrase.of("label.named", base(edit.property(), edit.path(), true), shown.get(0));
        }
        return shown.isEmpty() ? of(edit) : Phrase.of("label.part", of(edit), part(path));
    }

    /** Names of elements stay as they are. */
    private static Phrase part(List<String> path) {
        return new Phrase.Term(path.stream()
                .filter(key -> !isPlace(key))
                .map(key -> key.startsWith("[") ? key.substring(1, key.length() - 1) : Names.words(key))
                .collect(Collectors.joining(" ")));
    }

    private static boolean isPlace(String key) {
        return PLACE.matcher(key).matches();
    }

    /** Names of elements say something, their places do not. */
    private static List<String> shown(List<String> path) {
        return path.stream()
                .filter(key -> !isPlace(key))
                .map(key -> key.startsWith("[") ? key.substring(1, key.length() - 1) : key)
                .toList();
    }

    /** Of what is turned on or off; none of what is no switch to people. */
    Optional<Phrase> ofSwitch(Edit edit, List<String> path, String property) {
        Optional<Wording> own = Wording.exact(type, property);
        if (own.isPresent()) {
            return Optional.of(own.get().term());
        }
        Optional<String> name = name(edit);
        if (name.isPresent() && path.size() == 1 && isValue(path.get(0))) {
            return named(edit, name.get());
        }
        String without = ENABLED.matcher(property).replaceFirst("");
        boolean enabled = !without.equals(property) && !without.isEmpty();
        return enabled ? Optional.of(base(without, edit.path(), false)) : Optional.empty();
    }

    /** {@code Deletion protection} for {@code deletion_protection.enabled}. */
    private Optional<Phrase> named(Edit edit, String name) {
        Optional<Wording> row = Wording.exact(type, edit.property() + "." + name);
        if (row.isPresent()) {
            return row.map(Wording::term);
        }
        String without = ENABLED.matcher(name).replaceFirst("");
        return without.equals(name)
                ? Optional.empty()
                : Optional.of(new Phrase.Term(Values.capital(Names.words(without))));
    }

    /** Of what may not be shown: {@code Environment variable DB_PASSWORD}. */
    Phrase hidden(Edit edit, List<String> path, String property) {
        List<String> keys = keys(edit, path);
        for (int i = keys.size() - 2; i >= 0; i--) {
            if (CONTAINER.matcher(keys.get(i)).matches()) {
                String name = keys.get(keys.size() - 1);
                Phrase container = container(keys.subList(0, i + 1));
                // A place in a list is no name.
                return NUMBER.matcher(name).matches() ? container : Phrase.of("label.named", container, name);
            }
        }
        return of(edit, path, property);
    }

    /** All keys down to the value; where it stands beside its name, the name. */
    private static List<String> keys(Edit edit, List<String> path) {
        List<String> keys = new java.util.ArrayList<>(List.of(edit.property().split("\\.")));
        name(edit).ifPresent(keys::add);
        keys.addAll(shown(path));
        int last = keys.size() - 1;
        if (last > 0 && isValue(keys.get(last))) {
            keys.remove(last);
        }
        return keys;
    }

    private Phrase container(List<String> keys) {
        String last = keys.get(keys.size() - 1);
        boolean environment =
                keys.stream().anyMatch(key -> ENVIRONMENT.matcher(key).matches());
        if (environment) {
            return new Phrase.Term("Environment variable");
        }
        return Wording.of(type, String.join(".", keys))
                .map(row -> (Phrase) new Phrase.Term(Names.singular(row.words())))
                .orElseGet(() -> new Phrase.Term(Values.capital(Names.singular(Names.words(last)))));
    }
}
