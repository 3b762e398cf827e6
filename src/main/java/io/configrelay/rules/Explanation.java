package io.configrelay.rules;

import io.configrelay.delivery.DeliveryTime;
import io.configrelay.describe.Accounts;
import io.configrelay.describe.Change;
import io.configrelay.describe.Risk;
import io.configrelay.event.ConfigEvent;
import io.configrelay.event.Envelope;
import io.configrelay.event.Notification;
import io.configrelay.event.Opened;
import io.configrelay.event.Unreadable;
import io.configrelay.filter.FilterFailedException;
import io.configrelay.redaction.Redaction;
import io.configrelay.slack.Headline;
import io.configrelay.slack.SlackMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where one notification goes, and why, without sending it.
 *
 * @param change what it was read as; null where it can't be read
 * @param problem why it can't be read; empty where it can
 * @param channels what each channel makes of it
 */
record Explanation(Change change, String problem, List<Verdict> channels) {

    /**
     * What one channel makes of an event.
     *
     * @param gets whether it is told
     * @param decisive the part of its filter that decides, or what does besides
     * @param message what Slack would get; null where it isn't told
     */
    record Verdict(ChannelRule rule, boolean gets, String decisive, SlackMessage message) {}

    /** Explains every notification in an envelope. */
    static List<Explanation> of(String text, List<ChannelRule> rules, Accounts accounts) {
        List<Explanation> explanations = new ArrayList<>();
        for (Opened opened : Envelope.open("explained", text)) {
            explanations.add(
                    opened instanceof Notification notification
                            ? of(Change.of(ConfigEvent.of(notification), accounts), rules)
                            : new Explanation(null, ((Unreadable) opened).reason(), List.of()));
        }
        return explanations;
    }

    private static Explanation of(Change change, List<ChannelRule> rules) {
        Map<String, Object> view = change.event()
                .view(change.risk().map(Risk::level).map(Risk.Level::word).orElse(null));
        boolean claimed = rules.stream()
                .anyMatch(
                        rule -> !rule.settings().otherwise() && !rule.settings().shadow() && isWanted(rule, view));
        List<Verdict> channels =
                rules.stream().map(rule -> verdict(rule, change, view, claimed)).toList();
        return new Explanation(change, "", channels);
    }

    private static boolean isWanted(ChannelRule rule, Map<String, Object> view) {
        try {
            return rule.filter().matches(view);
        } catch (FilterFailedException e) {
            return false; // As in the route: it becomes a dead letter, and claims the event of nobody.
        }
    }

    private static Verdict verdict(ChannelRule rule, Change change, Map<String, Object> view, boolean claimed) {
        try {
            return judged(rule, change, view, claimed);
        } catch (FilterFailedException e) {
            return new Verdict(rule, false, "(it becomes a dead letter) " + e.getMessage(), null);
        }
    }

    private static Verdict judged(ChannelRule rule, Change change, Map<String, Object> view, boolean claimed) {
        Filter filter = rule.filter();
        if (rule.settings().otherwise() && claimed) {
            return new Verdict(rule, false, "(no other channel gets it)", null);
        }
        String decisive = filter.decisive(view);
        if (!filter.matches(view)) {
            return new Verdict(rule, false, decisive, null);
        }
        return rule.settings().shadow()
                ? new Verdict(rule, false, "(shadow is false); it would, because " + decisive, null)
                : new Verdict(rule, true, decisive, rule.settings().format().render(List.of(change)));
    }

    /** The names of the channels that get it. */
    List<String> matching() {
        return channels.stream()
                .filter(Verdict::gets)
                .map(verdict -> verdict.rule().settings().name())
                .sorted()
                .toList();
    }

    /** {@code high}, {@code medium} or {@code none}. */
    String risk() {
        return change.risk().map(found -> found.level().word()).orElse("none");
    }

    String headline() {
        return Headline.of(change).text();
    }

    /**
     * For people.
     *
     * @param received when the event comes
     */
    List<String> lines(Instant received) {
        if (change == null) {
            return List.of("can't be read: " + problem);
        }
        List<String> lines = new ArrayList<>();
        lines.add(headline());
        lines.add("  read as %s, risk %s".formatted(change.event().messageType(), risk()));
        for (Verdict verdict : channels) {
            String name = verdict.rule().settings().name();
            if (verdict.gets()) {
                lines.add("  %s: gets it, because %s".formatted(name, verdict.decisive()));
                lines.add("    " + DeliveryTimeText.of(verdict.rule(), change, received));
                lines.add("    " + verdict.message().body());
            } else {
                lines.add("  %s: doesn't, because not %s".formatted(name, verdict.decisive()));
            }
        }
        return lines;
    }

    /**
     * For programs.
     *
     * @param received when the event comes
     */
    Map<String, Object> json(Instant received) {
        Map<String, Object> json = new LinkedHashMap<>();
        if (change == null) {
            json.put("problem", problem);
            return json;
        }
        ConfigEvent event = change.event();
        json.put("messageType", event.messageType());
        json.put("resourceType", event.resourceType());
        json.put("resourceId", Redaction.text(event.resourceId()));
        json.put("risk", risk());
        json.put("headline", headline());
        List<Object> verdicts = new ArrayList<>();
        for (Verdict verdict : channels) {
            Map<String, Object> channel = new LinkedHashMap<>();
            channel.put("channel", verdict.rule().settings().name());
            channel.put("gets", verdict.gets());
            channel.put("because", verdict.decisive());
            DeliveryTime time = verdict.rule().settings().tells(change, received);
            channel.put("toldAt", verdict.gets() ? time.at().toString() : null);
            channel.put("toldBy", verdict.gets() ? time.reason().word() : null);
            channel.put("contentType", verdict.gets() ? verdict.message().contentType() : null);
            channel.put("body", verdict.gets() ? verdict.message().body() : null);
            verdicts.add(channel);
        }
        json.put("channels", verdicts);
        return json;
    }
}
