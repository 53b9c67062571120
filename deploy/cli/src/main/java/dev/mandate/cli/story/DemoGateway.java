package dev.mandate.cli.story;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.cli.actors.Session;
import dev.mandate.cli.mcp.AcceptedFile;
import dev.mandate.cli.running.Service;
import dev.mandate.embedded.OwnersFile;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The gateway before the {@link DemoMcpServer}, with its tools accepted, beside whatever else it stands in front of; until closed. */
final class DemoGateway implements AutoCloseable {
    private final Stage stage;
    private final AcceptedFile accepted;

    DemoGateway(Stage stage, DemoMcpServer server) {
        this.stage = stage;
        var tools = DemoMcpServer.TOOLS.entrySet().stream()
                .map(tool -> "\"%s\": \"%s\"".formatted(tool.getKey(), tool.getValue()))
                .collect(Collectors.joining(", "));
        var file = stage.system.layout().playedServers();
        OwnersFile.write(file, """
                {"mcpServers": {"%s": {"url": "%s", "tools": {%s}}}}
                """.formatted(DemoMcpServer.NAME, server.url(), tools));
        accepted = new AcceptedFile(file);
        stage.system.serversChanged(System.out::println);
        accepted.accept(DemoMcpServer.NAME, digests());
        stage.await.until(
                this::listed, all -> all.findValuesAsText("standing").stream().allMatch("accepted"::equals));
    }

    /** Where clients go. */
    URI url() {
        return URI.create(stage.system.ports().url(Service.GATEWAY) + "/mcp/" + DemoMcpServer.NAME);
    }

    /** A token of the agent for this server alone, bound to its task. */
    String token(Session task, String name, String agent) {
        return stage.cast
                .signIn()
                .tryAgent(name, agent, task.delegation(), Map.of("resource", url().toString()))
                .orRefuse()
                .path("access_token")
                .asText();
    }

    private Map<String, String> digests() {
        var digests = new HashMap<String, String>();
        for (var tool : listed())
            digests.put(tool.path("name").asText(), tool.path("digest").asText());
        return digests;
    }

    private JsonNode listed() {
        return stage.api
                .get(Service.GATEWAY, "/servers/" + DemoMcpServer.NAME + "/tools", stage.cast.admin())
                .orRefuse();
    }

    @Override
    public void close() {
        accepted.take(List.of(DemoMcpServer.NAME));
        stage.system.layout().playedServers().toFile().delete();
        stage.system.serversChanged(System.out::println);
    }
}
