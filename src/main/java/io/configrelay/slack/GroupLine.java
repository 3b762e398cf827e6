package io.configrelay.slack;

import io.configrelay.describe.Change;
import io.configrelay.describe.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Several changes that say the same, as one line: {@code 118 Route Tables: Route 10.0.0.0/8 → tgw-1 added · rtb-1, rtb-2,
 * rtb-3 and 115 more}.
 *
 * @param leaves the pieces of the line, for a {@code rich_text} block
 */
record GroupLine(List<Object> leaves) {

    /** How many resources are named where not all are. */
    private static final int NAMED = 3;

    /** Of more resources than these no links are made: a message has room for about seventy. */
    private static final int LINKED = 50;

    /** Stands for the names in a sentence that has them. */
    private static final String NAMES = "\0";

    /**
     * Makes the line.
     *
     * @param behind what stands behind what they say, with its separator
     * @param all whether every resource is named
     * @param links whether they lead somewhere
     */
    static GroupLine of(ChangeGroup group, Language language, String behind, boolean all, boolean links) {
        Leaves leaves = new Leaves();
        List<Change> resources = group.resources();
        Headline first = Told.of(group.first(), language).headline();
        boolean sameName = resources.stream()
                .allMatch(change -> Told.of(change, language).headline().name().equals(first.name()));
        if (resources.size() == 1) {
            leaves.text(first.kind() + (first.id().isEmpty() ? "" : " "));
            leaves.resource(Told.of(group.first(), language), links);
        } else {
            String noun = language.counted(first.kind(), resources.size());
            leaves.text(language.say("digest.kind", resources.size(), noun));
        }
        leaves.text((sameName && !first.name().isEmpty() ? " " + first.name() : "") + Statement.text(first) + behind);
        if (resources.size() > 1) {
            leaves.list(resources, language, all, links && (!all || resources.size() <= LINKED), !sameName);
        }
        if (group.size() > resources.size()) {
            leaves.text(" · " + language.say("digest.times", group.size()));
        }
        return new GroupLine(leaves.done());
    }

    /** The line without links. */
    String text() {
        return new DigestLines.Line("", leaves).text();
    }

    /** Pieces of a line; neighbours without links become one. */
    private static final class Leaves {

        private final List<Object> done = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();

        void text(String more) {
            text.append(more);
        }

        void resource(Told told, boolean links) {
            String id = told.headline().id();
            Optional<Link> link = links && !id.isEmpty() ? told.console().or(told::timeline) : Optional.empty();
            if (link.isPresent()) {
                flush();
                done.add(BlocksFormat.linked(id, link.get().url()));
            } else {
                text(id);
            }
        }

        void list(List<Change> resources, Language language, boolean all, boolean links, boolean names) {
            // One more is named rather than counted.
            int named = all || resources.size() <= NAMED + 1 ? resources.size() : NAMED;
            List<Told> shown = resources.subList(0, named).stream()
                    .map(change -> Told.of(change, language))
                    .filter(told -> !told.headline().id().isEmpty())
                    .toList();
            if (shown.isEmpty()) {
                return;
            }
            int more = resources.size() - shown.size();
            String sentence = more == 0 ? NAMES : language.say("list.more", NAMES, more);
            text(" · " + sentence.substring(0, sentence.indexOf(NAMES)));
            for (int i = 0; i < shown.size(); i++) {
                text(i == 0 ? "" : language.say("list.separator"));
                resource(shown.get(i), links);
                String name = shown.get(i).headline().name();
                text(names && !name.isEmpty() ? " " + name : "");
            }
            text(sentence.substring(sentence.indexOf(NAMES) + NAMES.length()));
        }

        private void flush() {
            if (!text.isEmpty()) {
                done.add(BlocksFormat.leaf(text.toString()));
                text.setLength(0);
            }
        }

        List<Object> done() {
            flush();
            return done;
        }
    }
}
