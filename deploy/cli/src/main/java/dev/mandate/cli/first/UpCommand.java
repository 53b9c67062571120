package dev.mandate.cli.first;

import dev.mandate.cli.client.ApiRefused;
import dev.mandate.cli.login.CommandLineClient;
import dev.mandate.cli.proposals.Waiting;
import dev.mandate.cli.running.Elapsed;
import dev.mandate.cli.running.MandateSystem;
import dev.mandate.cli.running.StopOnInterrupt;
import dev.mandate.cli.running.Supervisor;
import dev.mandate.cli.running.SystemOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mandate up}: starts the system and says how to take the first steps. */
@Command(
        name = "up",
        description = "Start the broker, the database, the four services and the console; print URLs and first steps.")
public final class UpCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SystemOptions options;

    @Option(names = "--fresh", description = "Start over: remove all data first.")
    private boolean fresh;

    @Option(
            names = "--watch",
            description = "Stay, and start again whatever ends, until Ctrl-C (which stops what this command started)"
                    + " or `deploy/mandate down`.")
    private boolean watch;

    @Option(
            names = "--mcp",
            description =
                    "Start the gateway too, in front of the MCP servers of this file, which has the form of MCP clients' own:"
                            + " {\"mcpServers\": {\"files\": {\"command\": …}, \"crm\": {\"url\": …}}}")
    private @Nullable Path mcp;

    @Option(
            names = "--models",
            description =
                    "Start the gateway too, in front of the providers of AI models of this file:"
                            + " {\"modelProviders\": {\"openai\": {\"url\": …, \"kind\": \"openai\", \"credential\": …, \"models\": {…}}}}")
    private @Nullable Path models;

    @Override
    public Integer call() throws Exception {
        var system = options.system();
        for (var file : new @Nullable Path[] {mcp, models})
            if (file != null && !Files.isReadable(file)) {
                System.err.println("mandate: " + file + " can't be read");
                return 2;
            }
        var guard = start(system);
        if (watch) {
            System.out.println("\nWatching: what ends is started again.");
            new Supervisor(system, words -> System.out.println(now() + " " + words)).watch();
        }
        guard.release();
        return 0;
    }

    private StopOnInterrupt start(MandateSystem system) throws Exception {
        try (var alone = system.alone(System.out::println)) {
            if (fresh) {
                system.down();
                system.forget();
            }
            if (mcp != null) system.withServers(mcp);
            if (models != null) system.withProviders(models);
            var started = System.nanoTime();
            var guard = StopOnInterrupt.of(system);
            if (!system.isDown()) guard.release(); // what ran before is not ours to stop
            system.up(System.out::println);
            var seeded = ExampleOrganisation.seedOnce(system);
            var invitation = invitation(system);
            CommandLineClient.registerOnce(system).ifPresent(waits -> {
                System.out.println("What people may do after `deploy/mandate login` waits for two of them:");
                Waiting.told(waits);
            });
            if (!watch) guard.release();
            System.out.println(Elapsed.since(started));
            System.out.println();
            FirstSteps.print(system, seeded, invitation, System.out);
            return guard;
        }
    }

    /** What runs is of use without it, too. */
    private static Optional<String> invitation(MandateSystem system) {
        try {
            return FirstAdministrator.invite(system);
        } catch (ApiRefused e) {
            System.out.println("No invitation for a first administrator: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static LocalTime now() {
        return LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS);
    }
}
