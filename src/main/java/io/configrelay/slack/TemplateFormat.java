package io.configrelay.slack;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import io.configrelay.describe.Change;
import io.configrelay.describe.Language;
import io.configrelay.describe.Risk;
import io.configrelay.event.ConfigEvent;
import io.configrelay.event.Notification;
import io.configrelay.redaction.Redaction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code format: template}: a team's own text, an event each, as many as Slack advises to put in one message. Tags stand
 * in {@code [[…]]}, because Camel reads {@code {{…}}} as a placeholder. What a tag fills in is escaped; there is no way to
 * have it otherwise.
 *
 * @see <a href="https://mustache.github.io/mustache.5.html">Mustache</a>
 */
public final class TemplateFormat implements MessageFormat {

    /** Room for who is called and for housekeeping. */
    private static final int LENGTH = SlackLimits.TEXT_ADVISED - 500;

    /** Tags that would leave out the escaping, change what a tag is, or read a file. */
    private static final Pattern UNSAFE = Pattern.compile("\\[\\[\\s*([&{=>][^]]*)]]");

    /** Below these a message may have anything. */
    private static final List<String> OPEN = List.of("message", "tags");

    private static final Mustache.Compiler COMPILER = Mustache.compiler()
            .withDelims("[[ ]]")
            .withEscaper(TemplateFormat::escape)
            .defaultValue("")
            .emptyStringIsFalse(true);

    private final Template template;
    private final Language language;
    private final Mentions mentions;

    private TemplateFormat(Template template, Language language, Mentions mentions) {
        this.template = template;
        this.language = language;
        this.mentions = mentions;
    }

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException that says what is wrong with it
     */
    public static TemplateFormat of(String text, Language language, Mentions mentions) {
        Matcher unsafe = UNSAFE.matcher(text);
        if (unsafe.find()) {
            throw new IllegalArgumentException(
                    "[[%s]] is no tag here. Write a name, #name … /name, or ^name … /name".formatted(unsafe.group(1)));
        }
        Template template;
        try {
            template = COMPILER.compile(text);
        } catch (MustacheException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        template.visit(new Names());
        return new TemplateFormat(template, language, mentions);
    }

    /** Refuses names that no event has. */
    private static final class Names implements Mustache.Visitor {

        /** Every event has the same names, whatever it says. */
        private static final TreeSet<String> KNOWN = new TreeSet<>(data(
                        Change.of(ConfigEvent.of(new Notification(
                                "", "", Map.of("messageType", "ScheduledNotification"), null, null, null))),
                        Language.ENGLISH)
                .keySet());

        @Override
        public void visitText(String text) {}

        @Override
        public void visitVariable(String name) {
            String first = name.replaceFirst("(?<=.)\\..*", "");
            if (!KNOWN.contains(first) && !name.equals(".") && !name.equals("this")) {
                throw new IllegalArgumentException(
                        "[[%s]] is no name of an event's. The names are %s".formatted(name, String.join(", ", KNOWN)));
            }
        }

        @Override
        public boolean visitInclude(String name) {
            return false;
        }

        @Override
        public boolean visitSection(String name) {
            visitVariable(name);
            return OPEN.stream().noneMatch(open -> name.equals(open) || name.startsWith(open + "."));
        }

        @Override
        public boolean visitInvertedSection(String name) {
            return visitSection(name);
        }
    }

    /** What a template can name: the JSON view of an event, and how it is told elsewhere. */
    private static Map<String, Object> data(Change change, Language language) {
        ConfigEvent event = Redaction.shown(change.event());
        Told told = Told.of(change, language);
        Body body = told.body();
        Map<String, Object> data = new LinkedHashMap<>(
                event.view(change.risk().map(Risk::level).map(Risk.Level::word).orElse(null)));
        data.put("headline", told.headline().text());
        data.put("lines", body.lines());
        data.put("more", body.more() == 0 ? null : body.more());
        data.put("riskReason", told.risk());
        data.put("accountName", change.account().orElse(event.accountId()));
        data.put("time", told.moment().map(Moment::text).orElse(null));
        data.put("console", told.console().map(Link::url).orElse(null));
        data.put("timeline", told.timeline().map(Link::url).orElse(null));
        return data;
    }

    /** Unable to mention, to link, to end a code span, or to look like something else. */
    private static String escape(String value) {
        return Mrkdwn.escape(Mrkdwn.visible(value).replace('`', 'ˋ'));
    }

    @Override
    public SlackMessage render(List<Change> changes, Housekeeping housekeeping) {
        return changes.isEmpty()
                ? TextFormat.message(housekeeping.text(language), 0)
                : TextFormat.render(
                        changes, this::entry, Mentions.mrkdwn(mentions.of(changes)), housekeeping.besides(language));
    }

    private String entry(Change change) {
        return Mrkdwn.cut(template.execute(data(change, language)).strip(), LENGTH);
    }
}
