package io.configrelay.slack;

import io.configrelay.describe.Change;
import io.configrelay.describe.Language;
import io.configrelay.slack.DigestLines.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The forms of a digest's line, from the longest to the shortest.
 *
 * @param headings whether lines stand under headings of where it happened
 * @param all whether a line of several changes names every resource, not only the first
 */
record LineForms(boolean headings, Language language, boolean all) {

    private static final int DETAILS_LENGTH = 120;

    /** With links. */
    Line linked(ChangeGroup group) {
        return group.size() == 1 ? linked(group.first()) : line(group, true);
    }

    /** Without links. */
    Line detailed(ChangeGroup group) {
        return group.size() == 1 ? detailed(group.first()) : line(group, false);
    }

    /** Of one change without what the diff says: {@code Security Group sg-0a1b updated}. */
    Line brief(ChangeGroup group) {
        Change change = group.first();
        return group.size() == 1
                ? Line.of(heading(change), told(change).headline().brief() + risk(change))
                : line(group, false);
    }

    private Line line(ChangeGroup group, boolean links) {
        Change first = group.first();
        return new Line(
                heading(first),
                GroupLine.of(group, language, details(first), all, links).leaves());
    }

    private Line detailed(Change change) {
        return Line.of(heading(change), told(change).headline().text() + details(change));
    }

    private Line linked(Change change) {
        Headline headline = told(change).headline();
        Optional<Link> link = told(change).console().or(told(change)::timeline);
        if (link.isEmpty() || headline.id().isEmpty()) {
            return detailed(change);
        }
        List<Object> leaves = new ArrayList<>();
        leaves.add(BlocksFormat.leaf(headline.kind() + " "));
        leaves.add(BlocksFormat.linked(headline.id(), link.get().url()));
        String rest = headline.rest() + details(change);
        if (!rest.isEmpty()) {
            leaves.add(BlocksFormat.leaf(rest));
        }
        return new Line(heading(change), leaves);
    }

    private String details(Change change) {
        String details = String.join(" · ", told(change).words().details());
        return risk(change) + (details.isEmpty() ? "" : " · " + Mrkdwn.cut(details, DETAILS_LENGTH));
    }

    private String risk(Change change) {
        String risk = told(change).risk();
        return risk.isEmpty() ? "" : " · " + risk;
    }

    private String heading(Change change) {
        return headings ? told(change).place() : "";
    }

    private Told told(Change change) {
        return Told.of(change, language);
    }
}
