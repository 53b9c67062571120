package dev.mandate.cli.wrap;

import dev.mandate.cli.running.SystemOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mandate unwrap}: undoes {@code wrap}. */
@Command(name = "unwrap", description = "Make a client's file what it was before it was wrapped, byte for byte.")
public final class UnwrapCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SystemOptions options;

    @Option(names = "--config", required = true, description = "the file that was wrapped")
    @SuppressWarnings("NullAway.Init")
    private Path config;

    @Option(names = "--discard", description = "even if the file has changed since: give these changes up")
    private boolean discard;

    @Option(
            names = "--after-run",
            hidden = true,
            description =
                    "only what this run of a command has wrapped, as it would have done at its end had it not been killed")
    private @Nullable String afterRun;

    @Override
    public Integer call() {
        var system = options.system();
        var named = WrapCommand.here().resolve(config);
        var file = Files.exists(named) ? ClientFile.real(named) : named.normalize();
        var wrapping = new Wrapping(system, new Wraps(system.layout()), System.out::println);
        if (afterRun != null) {
            if (wrapping.undoAfterCommand(file, afterRun, new AgentTask(system, System.err::println)::ends))
                System.err.println(file + " is again what it was; what wrapped it for a command was killed.");
            return 0;
        }
        var wrap = wrapping.unwrap(file, discard);
        System.out.println(file + (Files.exists(file) ? " is again what it was; " : " is forgotten; ")
                + String.join(", ", wrap.servers()) + " stand behind the gateway no more. Start the client anew.");
        new AgentTask(system, System.out::println).ends(wrap);
        return 0;
    }
}
