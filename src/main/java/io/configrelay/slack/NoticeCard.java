package io.configrelay.slack;

import io.configrelay.describe.Language;
import io.configrelay.event.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The message with which the relay says that somebody should look at it. Names of files and what AWS says stand in {@code
 * rich_text}, which Slack reads literally.
 */
public final class NoticeCard {

    private static final int LINES_SHOWN = 10;
    private static final int LINE_LENGTH = 400;

    /** What is said when a trouble is over. */
    private static final Map<Class<?>, String> OVER = Map.of(
            Notice.FilesApplied.class, "notice.applied",
            Notice.QueueReadable.class, "notice.readable",
            Notice.StoreUsable.class, "notice.usable",
            Notice.StoreHasRoom.class, "notice.room");

    private NoticeCard() {}

    /**
     * Tells of these.
     *
     * @param notices at least one
     * @param from what this relay is called, where several report to one channel
     */
    public static SlackMessage render(List<Notice> notices, Language language, String from) {
        List<String> lines = new ArrayList<>();
        notices.forEach(notice -> lines.addAll(lines(notice, language)));
        int shown = Math.min(LINES_SHOWN, lines.size());
        List<String> said = new ArrayList<>(lines.subList(0, shown).stream()
                .map(line -> Mrkdwn.cutMiddle(Mrkdwn.visible(line), LINE_LENGTH))
                .toList());
        if (lines.size() > shown) {
            said.add(language.say("more", lines.size() - shown));
        }
        String title = language.say("notice", from);
        String text = Mrkdwn.escape(title + "\n" + String.join("\n", said));
        Map<String, Object> payload = BlocksFormat.payload(text, List.of(body(title, said)));
        return new SlackMessage(SlackMessage.JSON, Json.write(payload), Json.write(TextFormat.payload(text)), 0);
    }

    private static Map<String, Object> body(String title, List<String> lines) {
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("type", "rich_text_list");
        list.put("style", "bullet");
        list.put(
                "elements",
                lines.stream()
                        .map(line -> BlocksFormat.section(List.of(BlocksFormat.leaf(line))))
                        .toList());
        return BlocksFormat.richText(List.of(BlocksFormat.section(List.of(BlocksFormat.leaf(title, "bold"))), list));
    }

    private static List<String> lines(Notice notice, Language language) {
        if (notice instanceof Notice.DeadLetters letters) {
            return List.of(
                    letters.channel().equals("none")
                            ? language.say("notice.unreadable", letters.count(), letters.reason())
                            : language.say(
                                    "notice.dead-letters", letters.count(), letters.channel(), letters.reason()));
        }
        if (notice instanceof Notice.FilesRefused files) {
            List<String> lines = new ArrayList<>(List.of(language.say("notice.refused")));
            lines.addAll(files.mistakes());
            return lines;
        }
        if (notice instanceof Notice.ChannelRemoved removed) {
            return List.of(language.say("notice.removed", removed.sentence()));
        }
        if (notice instanceof Notice.MentionsForbidden forbidden) {
            return List.of(language.say("notice.mentions", forbidden.channel(), forbidden.word()));
        }
        if (notice instanceof Notice.QueueUnreadable queue) {
            return List.of(language.say("notice.queue", queue.since().toString(), queue.detail()));
        }
        if (notice instanceof Notice.StoreUnusable store) {
            return List.of(language.say("notice.store", store.since().toString(), store.detail()));
        }
        if (notice instanceof Notice.StoreFull store) {
            return List.of(language.say("notice.full", store.since().toString()));
        }
        return List.of(language.say(OVER.get(notice.getClass())));
    }
}
