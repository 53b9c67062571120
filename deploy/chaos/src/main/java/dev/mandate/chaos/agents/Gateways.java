package dev.mandate.chaos.agents;

import dev.mandate.chaos.installation.Installation;
import dev.mandate.chaos.installation.Patience;
import dev.mandate.cli.client.ApiRefused;
import dev.mandate.cli.loop.ToolServer;
import dev.mandate.cli.mcp.AcceptedFile;
import dev.mandate.cli.running.Service;
import dev.mandate.embedded.OwnersFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What stands behind the gateways: the file of servers, by which they are started, and what an operator accepts of its tools. */
public final class Gateways {
    /** As clients reach them, whichever is asked. */
    static final String URL = "https://tools.acme.example";

    static final String RESOURCE = URL + "/mcp/" + CountedTools.SERVER;

    private final Path servers;

    public Gateways(Path directory, ToolServer server) {
        this.servers = directory.resolve("servers.json");
        var tools = CountedTools.NAMES.entrySet().stream()
                .map(tool -> "\"%s\": \"%s\"".formatted(tool.getKey(), tool.getValue()))
                .collect(Collectors.joining(", "));
        OwnersFile.write(servers, """
                {"mcpServers": {"%s": {"url": "%s", "tools": {%s}}}}
                """.formatted(CountedTools.SERVER, server.url(), tools));
    }

    public Map<String, String> settings() {
        return Map.of("mandate.mcp.servers", servers.toString(), Installation.GATEWAY_URL, URL);
    }

    /** Once the catalogue has them, as `deploy/mandate mcp accept` does; counts within a second. */
    public void accept(Clients clients) {
        var digests = new HashMap<String, String>();
        Patience.until("tools behind a gateway", () -> {
            digests.clear();
            try {
                var path = "/servers/" + CountedTools.SERVER + "/tools";
                var listed =
                        clients.api().get(Service.GATEWAY, path, clients.cast().admin());
                for (var tool : listed.orRefuse())
                    if (tool.path("registered").asBoolean())
                        digests.put(
                                tool.path("name").asText(), tool.path("digest").asText());
                return digests.keySet().equals(CountedTools.NAMES.keySet());
            } catch (UncheckedIOException e) {
                return false;
            } catch (ApiRefused e) {
                if (e.status() < 500) throw e;
                return false;
            }
        });
        new AcceptedFile(servers).accept(CountedTools.SERVER, digests);
    }
}
