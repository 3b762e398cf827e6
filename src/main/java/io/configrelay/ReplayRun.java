package io.configrelay;

import io.configrelay.config.BadConfigurationException;
import io.configrelay.config.SqsQueue;
import io.configrelay.delivery.Resend;
import io.configrelay.replay.LetterFolder;
import io.configrelay.replay.LetterQueue;
import io.configrelay.replay.Letters;
import io.configrelay.replay.Replay;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.component.aws2.sqs.Sqs2Endpoint;
import org.apache.camel.component.file.FileEndpoint;
import org.apache.camel.main.Main;

/**
 * The process of the replay command: the channels of the relay without its sources, and the dead letters.
 *
 * @param config as of {@link Relay}
 * @param routes as of {@link Relay}
 * @param environment as of {@link Relay}
 */
record ReplayRun(Path config, Path routes, Map<String, String> environment) {

    /** No source is read, and neither port nor file touched that a relay on this machine may have. */
    private static final Map<String, String> OVERRIDES = Map.of(
            "relay.sqs.enabled", "false",
            "relay.sns.enabled", "false",
            "relay.store.parks", "false",
            // A replay counts what it has under way itself.
            "relay.max-in-flight", "1000000",
            "relay.store.file", "",
            "relay.once.file", "",
            "relay.management.enabled", "false");

    /** Runs it; a signal lets what is under way come to its end and begins nothing more. */
    boolean run(Replay.Selection selection, boolean dryRun) throws Exception {
        Main main = new Relay(config, routes, environment, OVERRIDES).main();
        main.start();
        CamelContext context = main.getCamelContext();
        try (Letters letters = letters(context)) {
            Replay replay = new Replay(letters, new Resend(context), ReplayRun::print);
            if (dryRun) {
                return replay.list(selection);
            }
            Thread stop = new Thread(replay::stop, "replay-stop");
            Runtime.getRuntime().addShutdownHook(stop);
            return replay.send(selection);
        } finally {
            main.stop();
        }
    }

    private static Letters letters(CamelContext context) {
        Endpoint endpoint = context.getEndpoint(context.resolvePropertyPlaceholders("{{relay.dead-letter}}"));
        if (endpoint instanceof FileEndpoint folder) {
            return new LetterFolder(folder.getFile().toPath());
        }
        if (endpoint instanceof Sqs2Endpoint queue) {
            // The endpoint's own settings: an ARN in its URI names region and account.
            SqsQueue found = SqsQueue.ofDeadLetters("relay.dead-letter", queue.getConfiguration());
            return new LetterQueue(found.client(), found.url());
        }
        throw new BadConfigurationException(List.of(
                "application.properties: relay.dead-letter: only dead letters in a folder (file:…) or an SQS queue"
                        + " (aws2-sqs:…) can be replayed."));
    }

    @SuppressWarnings("SystemOut") // What the command prints is its result.
    private static void print(String line) {
        System.out.println(line);
    }
}
