package io.configrelay.slack;

import io.configrelay.describe.Change;
import io.configrelay.describe.Language;
import io.configrelay.event.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code format: text}: a message of plain lines, as many events as Slack advises to put in one ({@link
 * SlackLimits#TEXT_ADVISED}). It is also what a refused message of any other format becomes.
 */
public final class TextFormat implements MessageFormat {

    private static final int ROOM_FOR_MORE = 40;

    private final Language language;
    private final Mentions mentions;

    /** @param mentions who is called */
    public TextFormat(Language language, Mentions mentions) {
        this.language = language;
        this.mentions = mentions;
    }

    /** English, and calls nobody. */
    public TextFormat() {
        this(Language.ENGLISH, Mentions.NONE);
    }

    @Override
    public SlackMessage render(List<Change> changes, Housekeeping housekeeping) {
        return changes.isEmpty()
                ? message(housekeeping.text(language), 0)
                : grouped(changes, Mentions.mrkdwn(mentions.of(changes)), housekeeping.besides(language));
    }

    /** An entry for each change or for those that say the same, as many as fit. */
    private SlackMessage grouped(List<Change> changes, String called, String besides) {
        String last = besides.isEmpty() ? "" : "\n" + besides;
        Map<ChangeGroup.Key, Entry> known = new HashMap<>();
        Function<ChangeGroup, Entry> entry = group -> known.computeIfAbsent(
                group.key(),
                key -> Entry.of(group.size() == 1 ? entry(group.first(), language) : entry(group, language)));
        int room = SlackLimits.TEXT_ADVISED - Mrkdwn.length(called + last);
        List<ChangeGroup> first = new ChangeGroups(changes, change -> Statement.ofWhole(Told.of(change, language)))
                .fitting(groups -> fits(groups, entry, room), 1);
        String text = first.stream().map(entry).map(Entry::text).collect(Collectors.joining("\n"));
        return message(
                called + text + last, first.stream().mapToInt(ChangeGroup::size).sum());
    }

    private record Entry(String text, int length) {

        static Entry of(String text) {
            return new Entry(text, Mrkdwn.length(text));
        }
    }

    private static boolean fits(List<ChangeGroup> groups, Function<ChangeGroup, Entry> entry, int room) {
        int length = -1;
        for (ChangeGroup group : groups) {
            length += 1 + entry.apply(group).length();
            if (length > room) {
                return false;
            }
        }
        return true;
    }

    /**
     * One entry below the other, as many as fit.
     *
     * @param entry of a change, escaped
     * @param called stands before the first
     * @param besides stands below the last, empty for nothing
     */
    static SlackMessage render(List<Change> changes, Function<Change, String> entry, String called, String besides) {
        String last = besides.isEmpty() ? "" : "\n" + besides;
        StringBuilder text = new StringBuilder(called + entry.apply(changes.get(0)));
        int length = Mrkdwn.length(text + last);
        int count = 1;
        while (count < changes.size()) {
            String next = "\n" + entry.apply(changes.get(count));
            length += Mrkdwn.length(next);
            if (length > SlackLimits.TEXT_ADVISED) {
                break;
            }
            text.append(next);
            count++;
        }
        return message(text + last, count);
    }

    static SlackMessage message(String text, int events) {
        String body = Json.write(payload(text));
        return new SlackMessage(SlackMessage.JSON, body, body, events);
    }

    /** A payload of nothing but this text; links in it don't unfold into previews. */
    static Map<String, Object> payload(String text) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("text", text);
        payload.put("unfurl_links", false);
        payload.put("unfurl_media", false);
        return payload;
    }

    /**
     * One event whole, escaped: a sentence of what, where and when, a link, then its changes. Never longer than {@link
     * SlackLimits#TEXT_ADVISED}.
     */
    static String entry(Change change, Language language) {
        Told told = Told.of(change, language);
        String sentence = joined(
                told.headline().text(),
                told.risk(),
                told.place(),
                times(List.of(change), language),
                told.headline().detail());
        return entry(told, sentence, language);
    }

    /** Changes that say the same, as one: how many and what, the first of them by id, where and when. */
    private static String entry(ChangeGroup group, Language language) {
        Told told = Told.of(group.first(), language);
        String line = GroupLine.of(group, language, "", false, false).text();
        return entry(told, joined(line, told.risk(), told.place(), times(group.changes(), language)), language);
    }

    private static String entry(Told told, String sentence, Language language) {
        List<String> lines = new ArrayList<>();
        lines.add(Mrkdwn.escape(sentence));
        told.words().link().map(link -> link.mrkdwn(language)).ifPresent(lines::add);
        Body body = told.body();
        int length = Mrkdwn.length(String.join("\n", lines));
        int shown = 0;
        for (String line : body.lines()) {
            String escaped = Mrkdwn.escape(line);
            length += 1 + Mrkdwn.length(escaped);
            if (length > SlackLimits.TEXT_ADVISED - ROOM_FOR_MORE) {
                break;
            }
            lines.add(escaped);
            shown++;
        }
        int more = body.more() + body.lines().size() - shown;
        if (more > 0) {
            lines.add(language.say("more", more));
        }
        return String.join("\n", lines);
    }

    /** {@code Security Group sg-0a1b (web) updated · 123456789012 · eu-west-1 · 2026-11-23 20:14:02 UTC}. */
    private static String joined(String... parts) {
        return Stream.of(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining(" · "));
    }

    /** When the first and the last of them happened, once where it is the same; empty where it isn't known. */
    private static String times(List<Change> changes, Language language) {
        TreeSet<String> times = changes.stream()
                .flatMap(change -> Told.of(change, language).moment().stream())
                .map(Moment::text)
                .collect(Collectors.toCollection(TreeSet::new));
        if (times.isEmpty()) {
            return "";
        }
        return times.size() == 1 ? times.first() : times.first() + " – " + times.last();
    }
}
