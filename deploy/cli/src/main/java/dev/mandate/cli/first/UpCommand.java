package dev.mandate.cli.first;

import dev.mandate.cli.running.StopOnInterrupt;
import dev.mandate.cli.running.SystemOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mandate up}: starts the system and says how to take the first steps. */
@Command(name = "up", description = "Start the broker, the database and the four services; print URLs and first steps.")
public final class UpCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SystemOptions options;

    @Option(names = "--fresh", description = "Start over: remove all data first.")
    private boolean fresh;

    @Override
    public Integer call() {
        var system = options.system();
        if (fresh) {
            system.down();
            system.forget();
        }
        var started = System.nanoTime();
        var guard = StopOnInterrupt.of(system);
        if (!system.isDown()) guard.release(); // what ran before is not ours to stop
        system.up(System.out::println);
        var seeded = ExampleOrganisation.seedOnce(system);
        guard.release();
        System.out.printf("Up in %.1f s.%n%n", (System.nanoTime() - started) / 1e9);
        FirstSteps.print(system, seeded, System.out);
        return 0;
    }
}
