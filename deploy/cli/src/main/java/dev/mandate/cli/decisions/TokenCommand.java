package dev.mandate.cli.decisions;

import dev.mandate.cli.lookup.CommandContext;
import dev.mandate.cli.running.Service;
import dev.mandate.cli.running.SystemOptions;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mandate token AGENT}: what an agent of the demo's organisation gets at the token endpoint, for a hook or an MCP server that is tried out. */
@Command(
        name = "token",
        description = "Print an agent's own access token, bound to its newest delegation, for some minutes."
                + " For trying out a hook, or with --server an MCP server behind the gateway: an agent of yours has a key of its own and asks the"
                + " token endpoint.")
final class TokenCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SystemOptions options;

    @Parameters(index = "0", description = "the agent's id or name")
    @SuppressWarnings("NullAway.Init")
    private String agent;

    @Option(
            names = "--server",
            paramLabel = "NAME",
            description =
                    "the MCP server that it is for, as the gateway's file has it; without it, it is for asking about calls")
    private @Nullable String server;

    @Override
    public Integer call() {
        var token =
                AgentSignIn.of(CommandContext.of(options), agent, forServer()).tokenOrTold(options);
        if (token.isEmpty()) return 1;
        System.out.println(token.get());
        return 0;
    }

    private Map<String, String> forServer() {
        if (server == null) return Map.of();
        var gateway = options.system().ports().url(Service.GATEWAY);
        return Map.of("resource", gateway + "/mcp/" + server);
    }
}
