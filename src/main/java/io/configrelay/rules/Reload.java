package io.configrelay.rules;

import io.configrelay.delivery.ChannelRoutes;
import io.configrelay.delivery.ChannelRoutes.Wanted;
import io.configrelay.describe.Accounts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the channel files anew when one has changed and all are quiet again, and has the channels follow them. Where
 * something in them is wrong, all stays as it was, and is said. A channel goes only when its file does.
 */
public final class Reload implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Reload.class);

    /** What was refused is tried again after so long. */
    private static final Duration AGAIN = Duration.ofSeconds(10);

    /** Who hears of what was read. */
    public interface Listener {

        /** What is wrong now, a line each; nothing where all is well. */
        void read(List<String> mistakes);

        /** A channel is no more: what it was, in a sentence. */
        void removed(String sentence);
    }

    private final Path routes;
    private final UnaryOperator<String> resolver;
    private final Accounts accounts;
    private final ChannelRoutes channels;
    private final ChannelSecrets secrets;
    private final Listener listener;
    private final FolderLook started;
    private Map<String, ChannelRule> rules = new HashMap<>();
    private FolderLook judged;
    private FolderLook last;
    private List<String> mistakes = List.of();
    private long nextTry;

    /**
     * @param started the rules of the channels that run
     * @param accounts names in the tests beside the rules
     * @param secrets follow the channels
     */
    public Reload(
            Path routes,
            UnaryOperator<String> resolver,
            Accounts accounts,
            List<ChannelRule> started,
            ChannelRoutes channels,
            ChannelSecrets secrets,
            Listener listener) {
        this.routes = routes;
        this.resolver = resolver;
        this.accounts = accounts;
        this.channels = channels;
        this.secrets = secrets;
        this.listener = listener;
        started.forEach(rule -> {
            rules.put(rule.settings().name(), rule);
            channels.began(rule.settings().name());
        });
        this.started = FolderLook.at(routes);
        judged = this.started;
        last = judged;
    }

    /**
     * Looks whether something has changed, or was refused for what may be well by now, such as a secret that was missing. A
     * file that is being written changes from one look to the next, and is read when it doesn't.
     */
    @Override
    public void run() {
        try {
            channels.clean();
            FolderLook now = FolderLook.at(routes);
            boolean quiet = now.equals(last);
            last = now;
            if (quiet && (!now.equals(judged) || (!mistakes.isEmpty() && System.nanoTime() - nextTry > 0))) {
                nextTry = System.nanoTime() + AGAIN.toNanos();
                judge(now);
            }
        } catch (Throwable e) { // Whatever it is: thrown further, it would be the last look.
            nextTry = System.nanoTime() + AGAIN.toNanos();
            told(List.of("%s: the channel files can't be read: %s".formatted(routes, e)));
        }
    }

    private void judge(FolderLook now) {
        Judgement judgement = Judgement.of(routes, resolver, accounts, file -> now.isAsIn(started, file));
        List<String> wrong =
                judgement.mistakes().stream().map(Mistake::toString).collect(Collectors.toList());
        if (wrong.isEmpty()) {
            shrunk(judgement.files()).forEach(mistake -> wrong.add(mistake.toString()));
        }
        if (!FolderLook.at(routes).equals(now)) {
            return; // Written to while it was read: the next quiet look tells.
        }
        judged = now;
        if (wrong.isEmpty()) {
            apply(judgement.files().rules(), wrong);
        }
        told(wrong);
    }

    /** Files that hold fewer channels than before: half of one, or a slip. Who means it says so by removing a file. */
    private List<Mistake> shrunk(ChannelFiles files) {
        Map<Path, List<String>> before = byFile(rules.values().stream().toList());
        Map<Path, List<String>> now = byFile(files.rules());
        Set<String> there =
                files.rules().stream().map(rule -> rule.settings().name()).collect(Collectors.toSet());
        List<Mistake> mistakes = new ArrayList<>();
        for (YamlFile file : files.files()) {
            List<String> had = before.getOrDefault(file.path(), List.of());
            List<String> gone =
                    had.stream().filter(name -> !there.contains(name)).sorted().toList();
            if (!gone.isEmpty() && now.getOrDefault(file.path(), List.of()).size() < had.size()) {
                mistakes.add(new Mistake(
                        file.path(),
                        0,
                        ("no channel %s is in this file any more, and a channel goes only with its file. If it shall go,"
                                        + " restart config-relay, or give each channel a file of its own and remove that.")
                                .formatted(String.join(", ", gone))));
            }
        }
        return mistakes;
    }

    private static Map<Path, List<String>> byFile(List<ChannelRule> rules) {
        return rules.stream()
                .collect(Collectors.groupingBy(
                        ChannelRule::file,
                        Collectors.mapping(rule -> rule.settings().name(), Collectors.toList())));
    }

    private void told(List<String> wrong) {
        if (!wrong.equals(mistakes)) {
            wrong.forEach(mistake -> LOG.warn("The channels stay as they were: {}", mistake));
        }
        if (!wrong.equals(mistakes) || wrong.isEmpty()) {
            listener.read(wrong);
        }
        mistakes = wrong;
    }

    private void apply(List<ChannelRule> read, List<String> mistakes) {
        Map<String, ChannelRule> now = new HashMap<>();
        List<ChannelRule> wanted = new ArrayList<>();
        for (ChannelRule rule : read) {
            String name = rule.settings().name();
            now.put(name, rule);
            if (rules.get(name) == null || !rules.get(name).isAs(rule)) {
                wanted.add(rule);
            }
        }
        Set<String> gone = new TreeSet<>(rules.keySet());
        gone.removeAll(now.keySet());
        Map<String, ChannelRule> before = rules;
        try {
            if (!wanted.isEmpty() || !gone.isEmpty()) {
                channels.change(wanted.stream().map(Reload::wanted).toList(), gone);
            }
            // Also where nothing changed but the file of a channel.
            rules = now;
        } catch (Exception e) {
            mistakes.add("%s: the changed channels can't be started: %s".formatted(routes, e.getMessage()));
            return;
        }
        if (!wanted.isEmpty()) {
            LOG.info(
                    "Channels changed: {}",
                    wanted.stream().map(rule -> rule.settings().name()).collect(Collectors.joining(", ")));
        }
        secrets.follow(read);
        gone.forEach(name -> removed(before.get(name)));
    }

    private void removed(ChannelRule rule) {
        String sentence = "%s is no channel any more: it is not in %s. It posted to %s what matches %s"
                .formatted(
                        rule.settings().name(),
                        routes.relativize(rule.file()),
                        rule.settings().destination(),
                        rule.written().get("match"));
        LOG.warn("{}", sentence);
        listener.removed(sentence);
    }

    private static Wanted wanted(ChannelRule rule) {
        return new Wanted(rule.settings().name(), rule.parameters());
    }
}
