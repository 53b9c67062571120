package dev.mandate.cli.questions;

import dev.mandate.cli.running.SystemOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mandate token AGENT}: what an agent of the demo's organisation gets at the token endpoint, for a hook that is tried out. */
@Command(
        name = "token",
        description = "Print an agent's own access token, bound to its newest delegation, for some minutes."
                + " For trying out a hook: an agent of yours has a key of its own and asks the token endpoint.")
public final class TokenCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SystemOptions options;

    @Parameters(index = "0", description = "the agent's id or name")
    @SuppressWarnings("NullAway.Init")
    private String agent;

    @Override
    public Integer call() {
        var token = AgentSignIn.of(CommandContext.of(options), agent).tokenOrTold(options);
        if (token.isEmpty()) return 1;
        System.out.println(token.get());
        return 0;
    }
}
