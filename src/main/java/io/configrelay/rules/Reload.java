package io.configrelay.rules;

import io.configrelay.delivery.ChannelRoutes;
import io.configrelay.delivery.ChannelRoutes.Wanted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the channel files anew when one has changed, and has the channels follow them. Where something in them is wrong,
 * all stays as it was, and is said. It looks at the files' times and sizes, because mounted folders tell nobody of changes.
 */
public final class Reload implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Reload.class);

    /** What was refused is tried again after so long. */
    private static final Duration AGAIN = Duration.ofSeconds(10);

    private final Path routes;
    private final UnaryOperator<String> resolver;
    private final ChannelRoutes channels;
    private final ChannelSecrets secrets;
    private final Consumer<List<String>> outcome;
    private Map<String, ChannelRule> rules = new HashMap<>();
    private Map<Path, List<Object>> seen;
    private List<String> mistakes = List.of();
    private long nextTry;

    /**
     * @param started the rules of the channels that run
     * @param secrets follow the channels
     * @param outcome is told after each change what is wrong, a line each; nothing where all is well
     */
    public Reload(
            Path routes,
            UnaryOperator<String> resolver,
            List<ChannelRule> started,
            ChannelRoutes channels,
            ChannelSecrets secrets,
            Consumer<List<String>> outcome) {
        this.routes = routes;
        this.resolver = resolver;
        this.channels = channels;
        this.secrets = secrets;
        this.outcome = outcome;
        started.forEach(rule -> {
            rules.put(rule.settings().name(), rule);
            channels.began(wanted(rule));
        });
        seen = look();
    }

    /** Looks whether something has changed, or was refused for what may be well by now, such as a secret that was missing. */
    @Override
    public void run() {
        try {
            channels.clean();
            Map<Path, List<Object>> now = look();
            if (!now.equals(seen) || (!mistakes.isEmpty() && System.nanoTime() - nextTry > 0)) {
                seen = now;
                nextTry = System.nanoTime() + AGAIN.toNanos();
                told(reload());
            }
        } catch (Throwable e) { // Whatever it is: thrown further, it would be the last look.
            nextTry = System.nanoTime() + AGAIN.toNanos();
            told(List.of("%s: the channel files can't be read: %s".formatted(routes, e)));
        }
    }

    private List<String> reload() {
        ChannelFiles files = ChannelFiles.read(routes, resolver);
        List<String> wrong = files.mistakes().stream().map(Mistake::toString).collect(Collectors.toList());
        if (wrong.isEmpty()) {
            apply(files.rules(), wrong);
        }
        return wrong;
    }

    private void told(List<String> wrong) {
        if (!wrong.equals(mistakes)) {
            wrong.forEach(mistake -> LOG.warn("The channels stay as they were: {}", mistake));
        }
        if (!wrong.equals(mistakes) || wrong.isEmpty()) {
            outcome.accept(wrong);
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
        Set<String> gone = new HashSet<>(rules.keySet());
        gone.removeAll(now.keySet());
        if (wanted.isEmpty() && gone.isEmpty()) {
            return;
        }
        try {
            channels.change(wanted.stream().map(Reload::wanted).toList(), gone);
            rules = now;
            secrets.follow(read);
            LOG.info(
                    "Channels changed: {}{}",
                    wanted.stream().map(rule -> rule.settings().name()).collect(Collectors.joining(", ")),
                    gone.isEmpty() ? "" : "; removed: " + String.join(", ", gone));
        } catch (Exception e) {
            mistakes.add("%s: the changed channels can't be started: %s".formatted(routes, e.getMessage()));
        }
    }

    private static Wanted wanted(ChannelRule rule) {
        return new Wanted(rule.settings().name(), rule.routeId(), rule.parameters());
    }

    /** Each file with its time and size. */
    private Map<Path, List<Object>> look() {
        Map<Path, List<Object>> files = new HashMap<>();
        List<Path> all = new ArrayList<>(RouteFiles.routes(routes));
        all.addAll(RouteFiles.accounts(routes));
        all.addAll(RouteFiles.others(routes));
        try {
            for (Path file : all) {
                files.put(file, List.of(Files.getLastModifiedTime(file), Files.size(file)));
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
