package io.configrelay.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.configrelay.sandbox.SlackStandIn.Received;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A plain list of what arrived, as HTML: a heading for each channel, its messages below, newest last. */
final class SlackPage {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private static final Pattern LINK = Pattern.compile("<([^|>]+)\\|([^>]*)>");

    private SlackPage() {}

    static String of(List<Received> messages) {
        Map<String, List<Received>> channels = new TreeMap<>();
        messages.forEach(message -> channels.computeIfAbsent(message.channel(), name -> new ArrayList<>())
                .add(message));
        StringBuilder page = new StringBuilder(HEAD);
        if (channels.isEmpty()) {
            page.append("<p>Nothing has arrived yet. This page looks again every two seconds.</p>\n");
        }
        page.append("<nav>");
        channels.forEach((channel, shown) ->
                page.append("<a href=\"%1$s\">%1$s</a> (%2$d)&ensp;".formatted(escape(channel), shown.size())));
        page.append("</nav>\n");
        channels.forEach((channel, shown) -> {
            page.append("<section id=\"%s\"><h2>%s</h2>\n".formatted(escape(channel.substring(1)), escape(channel)));
            shown.forEach(message -> page.append(article(message)));
            page.append("</section>\n");
        });
        return page.append("</main></body></html>\n").toString();
    }

    private static String article(Received message) {
        return "<article><p class=\"who\"><b>%s</b> <time>%s</time></p>%s</article>\n"
                .formatted(
                        escape(message.payload().path("username").asText("config-relay")),
                        TIME.format(message.at()),
                        body(message.payload()));
    }

    private static String body(JsonNode payload) {
        JsonNode blocks = payload.path("blocks");
        if (blocks.isEmpty()) {
            return "<pre>%s</pre>"
                    .formatted(escape(payload.path("text").asText().strip()));
        }
        StringBuilder html = new StringBuilder();
        blocks.forEach(block -> html.append(block(block)));
        payload.path("attachments").forEach(attachment -> {
            html.append("<div class=\"bar\" style=\"border-color: %s\">"
                    .formatted(escape(attachment.path("color").asText())));
            attachment.path("blocks").forEach(block -> html.append(block(block)));
            html.append("</div>");
        });
        return html.toString();
    }

    private static String block(JsonNode block) {
        StringBuilder html = new StringBuilder();
        block.path("elements")
                .forEach(element -> html.append(
                        switch (element.path("type").asText()) {
                            case "rich_text_section" -> "<p>%s</p>".formatted(leaves(element));
                            case "rich_text_preformatted" -> "<pre>%s</pre>".formatted(leaves(element));
                            case "rich_text_list" -> list(element);
                            default ->
                                "<p class=\"context\">%s</p>"
                                        .formatted(mrkdwn(element.path("text").asText()));
                        }));
        return html.toString();
    }

    private static String list(JsonNode list) {
        StringBuilder html = new StringBuilder("<ul>");
        list.path("elements").forEach(item -> html.append("<li>%s</li>".formatted(leaves(item))));
        return html.append("</ul>").toString();
    }

    private static String leaves(JsonNode element) {
        StringBuilder html = new StringBuilder();
        element.path("elements").forEach(leaf -> {
            String text = escape(leaf.path("text").asText());
            String called = leaf.path("range").asText()
                    + leaf.path("user_id").asText()
                    + leaf.path("usergroup_id").asText();
            if (!called.isEmpty()) {
                html.append("<mark>@%s</mark>".formatted(escape(called)));
                return;
            }
            JsonNode style = leaf.path("style");
            if (leaf.path("type").asText().equals("link")) {
                html.append(anchor(leaf.path("url").asText(), text));
                return;
            }
            html.append(
                    style.path("bold").asBoolean()
                            ? "<b>" + text + "</b>"
                            : style.path("code").asBoolean() ? "<code>" + text + "</code>" : text);
        });
        return html.toString();
    }

    /** Links lead to the console only; anything else is shown as text. */
    private static String anchor(String url, String escapedText) {
        return url.startsWith("https://")
                ? "<a href=\"%s\" rel=\"noreferrer\">%s</a>".formatted(escape(url), escapedText)
                : escapedText;
    }

    /** What the product uses of mrkdwn in a context: escaped text, links, and dates, of which the fallback is shown. */
    private static String mrkdwn(String text) {
        String dated = text.replaceAll("<!date\\^\\d+\\^[^|>]*\\|([^>]*)>", "$1");
        StringBuilder html = new StringBuilder();
        Matcher link = LINK.matcher(dated);
        int end = 0;
        while (link.find()) {
            html.append(escape(plain(dated.substring(end, link.start()))));
            html.append(anchor(plain(link.group(1)), escape(plain(link.group(2)))));
            end = link.end();
        }
        return html.append(escape(plain(dated.substring(end)))).toString();
    }

    private static String plain(String text) {
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static final String HEAD = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="refresh" content="2">
            <title>config-relay sandbox</title>
            <style>
            :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
            main { max-width: 50rem; margin: 0 auto; padding: 1rem }
            article { border-top: 1px solid color-mix(in srgb, currentColor 20%, transparent); padding: .5rem 0 }
            pre { white-space: pre-wrap; overflow-wrap: anywhere; padding: .5rem; margin: .3rem 0;
                  background: color-mix(in srgb, currentColor 7%, transparent); border-radius: 4px }
            p, ul { margin: .3rem 0; overflow-wrap: anywhere }
            .bar { border-left: 4px solid; padding-left: .7rem; margin: .3rem 0 }
            time, .context { font-size: .85rem; opacity: .75 }
            </style>
            </head>
            <body><main>
            <h1>What Slack would show</h1>
            """;
}
