package dev.mandate.chaos;

import dev.mandate.chaos.faults.Strikes;
import dev.mandate.chaos.installation.Versions;
import dev.mandate.cli.running.Layout;
import dev.mandate.cli.running.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code deploy/mandate chaos}. Exit 0 where the books balance, 1 where they don't. */
@Command(
        name = "chaos",
        mixinStandardHelpOptions = true,
        description = "Three brokers and two replicas of each service on this machine, under faults drawn at random;"
                + " at the end, what clients were told is held against topics, trail and findings.")
public final class ChaosCommand implements Callable<Integer> {
    @Option(
            names = "--minutes",
            defaultValue = "10",
            description = "For which faults are drawn (default: 10); 0 for one of each, as in mvn verify.")
    private int minutes;

    @Option(
            names = "--events",
            defaultValue = "60000",
            description = "So many events in that time, if the machine can: decisions and what was done"
                    + " (default: 60000).")
    private long events;

    @Option(names = "--agents", defaultValue = "12", description = "At work at once (default: 12).")
    private int agents;

    @Option(names = "--seed", description = "Draws the same again.")
    private @Nullable Long seed;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "WHAT",
            description = "Is struck: broker, database, gateway, a service such as audit-service, machine,"
                    + " a broker with one of each service, or majority, two of the three brokers"
                    + " (default: any of them).")
    private List<String> only = List.of();

    @Option(
            names = "--fault",
            split = ",",
            description = "Is done: killed, drained, paused, \"disk full\" (default: any of them).")
    private List<String> faults = List.of();

    @Option(names = "--still", description = "Exit 1 too if judging stood still for more seconds than these.")
    private @Nullable Long still;

    @Option(
            names = "--upgrade-from",
            description = "Instead of faults: start an older version, and replace one replica after the other by this"
                    + " one. FOLDER is a checkout of it that `mvn -DskipTests package` has built.",
            paramLabel = "FOLDER")
    private @Nullable Path before;

    @Option(
            names = "--directory",
            paramLabel = "FOLDER",
            description =
                    "For logs, data and the summary of the run (default: a new one of the system's temporary files).")
    private @Nullable Path directory;

    @Option(names = "--and-back", description = "With --upgrade-from: all of them go back at the end.")
    private boolean back;

    public static void main(String[] args) {
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        System.exit(new CommandLine(new ChaosCommand()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        if (minutes < 0) throw new IllegalArgumentException("--minutes must not be negative");
        refusePassedOver();
        var plan = new Plan(
                seed == null ? new Random().nextInt(1_000_000) : seed,
                Duration.ofMinutes(minutes),
                Math.toIntExact(events / Math.max(60, minutes * 60L)),
                agents,
                Strikes.of(only, faults),
                still == null ? Plan.AS_LONG_AS_IT_TAKES : Duration.ofSeconds(still));
        var home = Layout.ofThisCheckout().home();
        var written = directory == null ? Files.createTempDirectory("mandate-chaos") : empty(directory);
        var differences = before == null
                ? Chaos.play(plan, home, written, System.out)
                : Chaos.upgrade(plan, new Versions(built(before), home, back), written, System.out);
        return differences.isEmpty() ? 0 : 1;
    }

    /** Whoever asks for something that isn't played would take the run for one of it. */
    private void refusePassedOver() {
        if (back && before == null) throw new IllegalArgumentException("--and-back goes with --upgrade-from");
        if (only.isEmpty() && faults.isEmpty()) return;
        if (before != null)
            throw new IllegalArgumentException(
                    "--only and --fault don't go with --upgrade-from, which plays no faults");
        if (minutes == 0)
            throw new IllegalArgumentException(
                    "--only and --fault say what is drawn, and --minutes 0 draws nothing: give a number of minutes");
    }

    /** From where it was typed, since the script goes to the checkout. */
    private static Path typed(Path folder) {
        return Path.of(System.getProperty("mandate.from", ""))
                .resolve(folder)
                .toAbsolutePath()
                .normalize();
    }

    /** What another run left there would be taken for this one's. */
    private static Path empty(Path folder) throws IOException {
        var made = Files.createDirectories(typed(folder));
        try (var there = Files.list(made)) {
            if (there.findAny().isPresent())
                throw new IllegalArgumentException(made + " is not empty: name a new --directory");
        }
        return made;
    }

    private static Path built(Path folder) {
        var home = typed(folder);
        if (!Files.exists(home.resolve(Service.IDENTITY.module()).resolve("target/quarkus-app/quarkus-run.jar")))
            throw new IllegalArgumentException(
                    home + " has no packaged services: `mvn -DskipTests package` there makes them");
        return home;
    }
}
