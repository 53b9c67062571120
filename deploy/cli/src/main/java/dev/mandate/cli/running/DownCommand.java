package dev.mandate.cli.running;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code mandate down}: stops the system; its data stay. */
@Command(name = "down", description = "Stop the system; data stay for the next up.")
public final class DownCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SystemOptions options;

    @Override
    public Integer call() {
        var system = options.system();
        var ran = !system.isDown();
        system.downAlone(System.out::println);
        System.out.println((ran ? "Down." : "Nothing of this checkout ran.")
                + " Data are kept in .mandate; `deploy/mandate up --fresh` starts over.");
        return 0;
    }
}
