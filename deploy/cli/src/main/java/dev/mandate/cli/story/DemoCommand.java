package dev.mandate.cli.story;

import dev.mandate.cli.running.Elapsed;
import dev.mandate.cli.running.StopOnInterrupt;
import dev.mandate.cli.running.SystemOptions;
import dev.mandate.cli.traces.TraceOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mandate demo}: plays the story; exits 0 only if every expectation held. */
@Command(
        name = "demo",
        description = "Start the system, play the story on real input, and check every expectation of it.")
public final class DemoCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SystemOptions options;

    @Option(names = "--keep", description = "Leave the system running afterwards.")
    private boolean keep;

    @Option(names = "--fresh", description = "Start over: remove all data first.")
    private boolean fresh;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private TraceOptions traces;

    @Override
    public Integer call() throws Exception {
        var replay = traces.replay();
        var system = options.system();
        var began = System.nanoTime();
        try (var alone = system.alone(System.out::println)) {
            var ours = system.isDown();
            if (fresh) {
                system.down();
                system.forget();
            }
            var guard = StopOnInterrupt.of(system);
            if (!ours || keep) guard.release();
            system.up(System.out::println);
        }
        System.out.println(Elapsed.since(began));
        boolean held;
        try (var story = new Story(system, replay)) {
            held = story.play();
        } finally {
            System.out.printf("The demo took %.0f s.%n", (System.nanoTime() - began) / 1e9);
        }
        System.out.println("The session as a page: " + system.layout().report("exfiltration.html"));
        return held ? 0 : 1;
    }
}
