package io.configrelay;

import com.jayway.jsonpath.spi.cache.CacheProvider;
import io.configrelay.config.AccountNames;
import io.configrelay.config.BadConfigurationException;
import io.configrelay.config.Environment;
import io.configrelay.delivery.FilterCache;
import io.configrelay.replay.Replay;
import io.configrelay.rules.RulesRun;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.camel.CamelContext;
import org.apache.camel.util.ObjectHelper;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/** The command line. Exit codes: 0 ended well, 1 found something wrong, 2 used or configured wrongly. */
@Command(
        name = "config-relay",
        description = "Brings AWS Config notifications to the Slack channels whose teams asked for them.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:ended well", "2:used or configured wrongly; the message says what to change"})
public final class Main implements Callable<Integer> {

    private static final String ROUTES = "routes";

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "The settings. Default: application.properties of the working directory, if there is one.")
    private Path config;

    @Option(
            names = "--routes",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            defaultValue = ROUTES,
            description = "The folder with the routes. Default: ${DEFAULT-VALUE}.")
    private Path routes;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "With what can't be started, print the technical cause too.")
    private boolean verbose;

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] args) {
        if (List.of(args).contains("check") || List.of(args).contains("explain")) {
            // Before the first logger is asked for: what these print is read by programs.
            System.setProperty("config-relay.log", "SYSTEM_ERR");
        }
        // Vert.x would copy files to the temporary folder, and not start where it can't.
        System.setProperty("vertx.disableFileCaching", "true");
        System.setProperty("vertx.disableFileCPResolving", "true");
        CacheProvider.setCache(new FilterCache());
        int exitCode =
                args.length == 0 ? new Main().runPlainly() : commandLine().execute(args);
        // Nothing may keep a process alive whose start has failed. After a run, Camel's own shutdown is over here.
        System.exit(exitCode);
    }

    /** A plain run. It needs nothing of the command line's library, which takes a twelfth of a start to load. */
    private int runPlainly() {
        routes = Path.of(ROUTES);
        try {
            return run();
        } catch (Exception e) {
            return report(e, new PrintWriter(System.err, true, Charset.defaultCharset()), false);
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main()).setExecutionExceptionHandler(Main::report);
    }

    @Command(name = "run", description = "Relays notifications until the process is told to stop. The default.")
    int run() throws Exception {
        var camel = new Relay(settings(), routes, System.getenv(), Map.of()).main();
        GoodEnd end = new GoodEnd();
        try {
            camel.run();
        } finally {
            end.close();
        }
        return camel.getExitCode();
    }

    @Command(
            name = "replay",
            description = "Sends dead letters to their channels again and removes those that are delivered.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {
                "0:all that were chosen are delivered",
                "1:some are left; a line for each says why",
                "2:used or configured wrongly; the message says what to change"
            })
    int replay(
            @Option(names = "--channel", paramLabel = "NAME", description = "Only those of this channel.")
                    String channel,
            @Option(
                            names = "--reason",
                            paramLabel = "WORD",
                            description = "Only those with this reason, as no_service.")
                    String reason,
            @Option(
                            names = "--to",
                            paramLabel = "NAME",
                            description = "Send them to this channel, past its match. With --channel only.")
                    String to,
            @Option(names = "--limit", paramLabel = "N", description = "At most so many.", defaultValue = "2147483647")
                    int limit,
            @Option(names = "--dry-run", description = "List them, send nothing.") boolean dryRun)
            throws Exception {
        if (limit < 1) {
            throw new BadConfigurationException(
                    List.of("--limit: %d is not a number of letters, 1 or more.".formatted(limit)));
        }
        if (to != null && channel == null) {
            throw new BadConfigurationException(
                    List.of("--to: say with --channel whose letters shall go to another channel."));
        }
        Replay.Selection selection = new Replay.Selection(channel, reason, to, limit);
        return new ReplayRun(settings(), routes, System.getenv()).run(selection, dryRun) ? 0 : 1;
    }

    @Command(
            name = "check",
            description = "Checks settings, routes, channels and the tests beside them. Connects to nothing.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:nothing is wrong", "1:something is; a line for each says what", "2:used wrongly"})
    int check(
            @Parameters(
                            arity = "0..1",
                            paramLabel = "DIR",
                            description = "The folder with the routes, instead of --routes.")
                    Path folder,
            @Option(
                            names = "--without-secrets",
                            description = "For pull requests: what is not set in the environment is no mistake.")
                    boolean withoutSecrets,
            @Option(names = "--json", description = "Print JSON, for programs.") boolean json)
            throws Exception {
        return rules(folder == null ? routes : folder, !withoutSecrets, json).check() ? 0 : 1;
    }

    @Command(
            name = "explain",
            description = "Tells what notifications mean, which channels get them, why and when, and what Slack"
                    + " would get. Sends nothing.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {
                "0:all can be read",
                "1:some can't; a line for each says why",
                "2:used or configured wrongly; the message says what to change"
            })
    int explain(
            @Parameters(
                            arity = "1..*",
                            paramLabel = "FILE",
                            description = "Notifications as AWS sends them, in any envelope; - for the standard input.")
                    List<String> files,
            @Option(names = "--channel", paramLabel = "NAME", description = "Only this channel.") String channel,
            @Option(
                            names = "--at",
                            paramLabel = "TIME",
                            description = "When they come, in ISO 8601, such as 2026-11-28T23:00:00+09:00."
                                    + " Default: now.")
                    String at,
            @Option(names = "--without-secrets", description = "What is not set in the environment is no mistake.")
                    boolean withoutSecrets,
            @Option(names = "--json", description = "Print JSON, for programs.") boolean json)
            throws Exception {
        Instant received = at == null ? Instant.now() : GivenTime.instant("--at", at);
        List<String> texts = new ArrayList<>();
        for (String file : files) {
            texts.add(GivenFile.text(file));
        }
        return rules(routes, !withoutSecrets, json).explain(texts, channel, received) ? 0 : 1;
    }

    @Command(
            name = "archive",
            description =
                    "Has this Java archive the classes of config-relay, beside them: it then starts in half the time."
                            + " To be repeated after an update of either. Connects to nothing but itself.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:archived", "1:not archived", "2:used wrongly"})
    int archive() throws Exception {
        if (!Boolean.getBoolean("config-relay.archive")) {
            throw new BadConfigurationException(
                    List.of("archive: run it as 'bin/config-relay archive', with no option before it."));
        }
        try (Rehearsal rehearsal = new Rehearsal()) {
            return rehearsal.run(routes) ? 0 : 1;
        }
    }

    private RulesRun rules(Path folder, boolean secrets, boolean json) {
        Environment environment = new Environment(System.getenv());
        CamelContext context = new Relay(settings(), folder, environment.variables(), Map.of()).placeholders(secrets);
        return new RulesRun(
                settings(),
                folder,
                context::resolvePropertyPlaceholders,
                AccountNames.of(context, environment, Map.of()),
                json,
                new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    }

    @Override
    public Integer call() throws Exception {
        return run();
    }

    private Path settings() {
        if (config != null && !Files.isReadable(config)) {
            throw new BadConfigurationException(
                    List.of("%s: this file, named by --config, can't be read.".formatted(config)));
        }
        return config == null ? Path.of("application.properties") : config;
    }

    private static int report(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        Main main = command.getCommandSpec().root().commandLine().getCommand();
        return report(failure, command.getErr(), main.verbose);
    }

    /** One line for each mistake; the technical cause is for {@code --verbose}. */
    private static int report(Exception failure, PrintWriter err, boolean verbose) {
        BadConfigurationException known = ObjectHelper.getException(BadConfigurationException.class, failure);
        List<String> lines = known == null ? List.of(StartFailure.of(failure)) : known.mistakes();
        lines.forEach(line -> err.println("config-relay: " + line));
        if (verbose) {
            failure.printStackTrace(err);
        }
        return CommandLine.ExitCode.USAGE;
    }
}
