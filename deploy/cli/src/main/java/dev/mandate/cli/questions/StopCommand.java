package dev.mandate.cli.questions;

import dev.mandate.cli.proposals.Waiting;
import dev.mandate.cli.running.SystemOptions;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mandate stop KIND NAME --reason …}: at once, until it is resumed; who did it and why is on the record. */
@Command(
        name = "stop",
        description =
                "Stop a client, agent, sign-in issuer, person or session at once, as the administrator: its tokens are void, what it delegated is revoked.")
public final class StopCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SystemOptions options;

    @Parameters(index = "0", description = Stoppable.KINDS)
    @SuppressWarnings("NullAway.Init")
    private Stoppable kind;

    @Parameters(index = "1", description = Stoppable.NAMES)
    @SuppressWarnings("NullAway.Init")
    private String name;

    @Option(names = "--reason", required = true, description = "why, for the record: one line")
    @SuppressWarnings("NullAway.Init")
    private String reason;

    @Override
    public Integer call() {
        var session = kind == Stoppable.SESSION;
        var stopped = Stoppable.post(options, kind, name, session ? "revoke" : "stop", reason);
        if (Waiting.is(stopped)) return Waiting.told(stopped);
        System.out.println(
                "  " + name + " is " + stopped.path("status").asText().toLowerCase(Locale.ROOT)
                        + (session ? "; a new delegation begins anew" : "; `mandate resume` lets it go on"));
        return 0;
    }
}
