package io.configrelay.config;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.component.aws2.sqs.Sqs2Endpoint;
import org.apache.camel.component.file.FileEndpoint;

/** Where dead letters are kept, tried before the first is written: what would keep every event coming back ends the start. */
public final class DeadLetterPlace {

    private static final String KEY = "relay.dead-letter";

    private DeadLetterPlace() {}

    /**
     * Looks whether the folder can be written, or the queue is there. Any other endpoint has to prove itself.
     *
     * @throws BadConfigurationException when not
     */
    public static void check(CamelContext context, Settings settings) {
        Endpoint endpoint = context.getEndpoint(settings.text(KEY));
        if (endpoint instanceof FileEndpoint folder) {
            check(folder.getFile().toPath().toAbsolutePath());
        } else if (endpoint instanceof Sqs2Endpoint queue) {
            SqsQueue.ofDeadLetters(KEY, queue.getConfiguration()).close();
        }
    }

    /** The folder itself is made with the first dead letter in it. */
    private static void check(Path folder) {
        Path there = folder;
        while (there != null && Files.notExists(there)) {
            there = there.getParent();
        }
        if (there == null || !Files.isDirectory(there) || !Files.isWritable(there)) {
            throw Settings.mistake(
                    KEY,
                    ("dead letters can't be written to %s: %s is no folder that this user may write. Give the user the"
                                    + " right, or name another folder, or a queue.")
                            .formatted(folder, there == null ? folder : there));
        }
    }
}
