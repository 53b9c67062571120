package dev.mandate.cli.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.cli.Table;
import dev.mandate.cli.client.AdminApi;
import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.client.PlainJson;
import dev.mandate.cli.proposals.Waiting;
import dev.mandate.cli.running.Service;
import dev.mandate.cli.running.SystemOptions;
import dev.mandate.events.cloudevents.EncodedText;
import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.lifecycle.CatalogEntry.Tool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mandate mcp}: which tools the servers behind the gateway have, and which of them agents may be shown. */
@Command(name = "mcp", description = "Look at the tools of the MCP servers behind the gateway, and accept them.")
public final class McpCommand {
    private static final String SERVER = "name of the server, as its file has it";

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SystemOptions options;

    @Command(
            name = "tools",
            description = "What a server lists, and what of it was accepted; without a name, all servers.")
    int tools(@Parameters(arity = "0..1", defaultValue = "", description = SERVER) String server) {
        var api = new AdminApi(options, Service.GATEWAY, "/servers");
        var table = new Table("server", "tool", "in the catalogue", "standing", "what it says of itself");
        for (var name : server.isEmpty() ? names(api) : List.of(server))
            for (var tool : PlainJson.of(listed(api, name)))
                table.row(
                        name,
                        tool.path("name").asText(),
                        tool.path("catalogue").asText()
                                + (tool.path("registered").asBoolean() ? "" : " (not registered)"),
                        tool.path("standing").asText(),
                        cut(tool.at("/definition/description").asText()));
        System.out.print(table);
        return 0;
    }

    @Command(
            name = "accept",
            description = "Accept tools as the server describes them now: they are shown to agents until that changes.")
    int accept(
            @Parameters(index = "0", description = SERVER) String server,
            @Parameters(index = "1..*", arity = "0..*", description = "names of tools; all of them, if none is named")
                    @Nullable
                    List<String> tools,
            @Option(
                            names = "--label",
                            description =
                                    "register them in the catalogue too, with this label: private, untrusted, egress, money, …")
                    @Nullable
                    Set<String> labels) {
        var api = new AdminApi(options, Service.GATEWAY, "/servers");
        var chosen = new ArrayList<JsonNode>();
        for (var tool : listed(api, server))
            if (tools == null || tools.contains(tool.path("name").asText())) chosen.add(tool);
        if (tools != null && chosen.size() < tools.size())
            throw new IllegalArgumentException(
                    server + " lists only some of these; see deploy/mandate mcp tools " + server);
        var digests = new LinkedHashMap<String, String>();
        for (var tool : chosen)
            digests.put(tool.path("name").asText(), tool.path("digest").asText());
        var registered = labels == null ? null : register(server, chosen, labels);
        new AcceptedFile(serversFile()).accept(server, digests);
        for (var tool : chosen) {
            var known = labels != null || tool.path("registered").asBoolean();
            System.out.printf(
                    "  %s as %s%s%n",
                    PlainText.shown(tool.path("name").asText()),
                    PlainText.shown(tool.path("catalogue").asText()),
                    known ? "" : ", which the catalogue has not: nobody may call it before (--label registers it)");
        }
        return registered != null && Waiting.is(registered) ? Waiting.told(registered) : 0;
    }

    /** What the catalogue answers: that it has them, or that this waits for people. */
    private JsonNode register(String server, List<JsonNode> tools, Set<String> labels) {
        var catalogue = new AdminApi(options, Service.LIFECYCLE, "/catalog");
        var entries = new ArrayList<Map<String, Object>>();
        for (var tool : tools) {
            var definition = tool.path("definition");
            var entry = new LinkedHashMap<String, Object>();
            entry.put("id", tool.path("catalogue").asText());
            entry.put("title", definition.path("title").asText(tool.path("name").asText()));
            entry.put("application", server);
            entry.put("labels", labels);
            entry.put("argumentsSchema", definition.path("inputSchema"));
            // What a task asks for is told by it; whoever accepts the definition has read it.
            var says = definition.path("description").asText();
            if (!says.isBlank()) entry.put("description", EncodedText.cut(says, Tool.MAX_DESCRIPTION));
            entries.add(entry);
        }
        return catalogue
                .offer(
                        "/import",
                        Map.of("applications", List.of(Map.of("id", server, "title", server)), "tools", entries))
                .orRefuse();
    }

    private Path serversFile() {
        return options.system()
                .mcpServers()
                .orElseThrow(() ->
                        new IllegalStateException("no gateway runs; start it with: deploy/mandate up --mcp FILE"));
    }

    private static List<String> names(AdminApi api) {
        var names = new ArrayList<String>();
        for (var name : api.get("")) names.add(name.asText());
        return names;
    }

    /** As the server says it: what is printed of it is made plain first. */
    private static JsonNode listed(AdminApi api, String server) {
        return api.get("/" + ApiClient.encode(server) + "/tools");
    }

    private static String cut(String text) {
        var line = text.strip().split("\n", 2)[0];
        return line.length() > 60 ? line.substring(0, 59) + "…" : line;
    }
}
