package dev.mandate.cli.wrap;

import dev.mandate.cli.running.Service;
import dev.mandate.cli.running.SystemOptions;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mandate bridge}: what a client starts in the place of a server that was wrapped. */
@Command(
        name = "bridge",
        description =
                "What `wrap` writes into a client's file: speaks MCP by standard input and output, and asks the gateway"
                        + " in the agent's name.")
public final class BridgeCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SystemOptions options;

    @Parameters(index = "0", description = "the server's name at the gateway")
    @SuppressWarnings("NullAway.Init")
    private String server;

    @Override
    public Integer call() throws IOException {
        var system = options.system();
        if (new Wraps(system.layout()).having(server).isEmpty())
            throw new IllegalStateException(server + " is not wrapped by this checkout");
        var tokens = new AgentTokens(system, server);
        var endpoint = URI.create(system.ports().url(Service.GATEWAY) + "/mcp/" + server);
        new Bridge(new GatewaySession(endpoint, tokens), tokens, System.out).run(System.in);
        return 0;
    }
}
