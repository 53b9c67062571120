package dev.mandate.gateway.tools;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.authz.engine.entities.Directory;
import dev.mandate.gateway.servers.McpServer;
import dev.mandate.gateway.servers.McpServers;
import dev.mandate.gateway.upstream.UpstreamFailure;
import dev.mandate.messaging.http.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What servers list, for whoever accepts it. */
@Path("/servers")
@Produces(MediaType.APPLICATION_JSON)
class ServerToolsResource {
    private final McpServers servers;
    private final ServerLists lists;
    private final AcceptedTools accepted;
    private final Directory directory;

    ServerToolsResource(McpServers servers, ServerLists lists, AcceptedTools accepted, Directory directory) {
        this.servers = servers;
        this.lists = lists;
        this.accepted = accepted;
        this.directory = directory;
    }

    /** Why a tool is shown, or isn't. Written in lower case. */
    enum Acceptance {
        ACCEPTED,
        /** Nobody has accepted it yet. */
        NEW,
        /** Another definition of it was accepted. */
        CHANGED;

        @JsonValue
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A tool as its server lists it.
     *
     * @param catalogue what the catalogue calls it
     * @param registered whether the catalogue has it; nobody may call one that it hasn't
     * @param digest of the definition, which accepting names
     * @param proposed labels that the definition speaks for, for a person to look at: nothing goes by them
     * @param definition as models would read it
     */
    record ListedTool(
            String name,
            String catalogue,
            boolean registered,
            Acceptance standing,
            String digest,
            List<LabelProposals.Proposal> proposed,
            JsonNode definition) {}

    /**
     * What is decided as a tool and is none that the server lists: reading and listing resources, getting and listing prompts, what it asks.
     *
     * @param catalogue what the catalogue calls it
     * @param registered whether the catalogue has it; nobody may do it before
     * @param proposed labels that fit any server's, for a person to look at
     * @param definition this gateway's own, so that nothing of it is to be accepted
     */
    record ListedMethod(
            String name,
            String catalogue,
            boolean registered,
            List<LabelProposals.Proposal> proposed,
            JsonNode definition) {}

    /** The names of all servers. */
    @GET
    @RolesAllowed("gateway:read")
    @Operation(summary = "Which MCP servers stand behind this gateway?")
    public List<String> servers() {
        return servers.all().stream().map(McpServer::name).toList();
    }

    /** All tools of a server, accepted or not. 404 for a server that isn't there; 503 for one that doesn't answer. */
    @GET
    @Path("/{server}/tools")
    @RolesAllowed("gateway:read")
    @Operation(summary = "What does this server list, and which of it was accepted?")
    @APIResponse(responseCode = "503", description = "The server does not answer: ask again")
    public Uni<List<ListedTool>> tools(@PathParam("server") String name) {
        var server = known(name);
        return Uni.createFrom()
                .completionStage(() -> lists.tools(server))
                .map(tools -> tools.values().stream()
                        .map(tool -> listed(server, tool))
                        .toList())
                .onFailure()
                .transform(failure -> unavailable("The server does not list its tools", failure));
    }

    /** Of resources and prompts what a server says that it has, and of what it may ask clients what its operator wrote down. 404 for a server that isn't there; 503 for one that doesn't answer. */
    @GET
    @Path("/{server}/methods")
    @RolesAllowed("gateway:read")
    @Operation(summary = "What of this server's resources, prompts and questions is decided as a tool?")
    @APIResponse(responseCode = "503", description = "The server does not answer: ask again")
    public Uni<List<ListedMethod>> methods(@PathParam("server") String name) {
        var server = known(name);
        return Uni.createFrom()
                .completionStage(() -> lists.capabilities(server))
                .map(capabilities -> Stream.of(MethodTool.values())
                        .filter(method -> method.isAmong(capabilities, server))
                        .map(method -> listed(server, method))
                        .toList())
                .onFailure()
                .transform(failure -> unavailable("The server does not say what it has", failure));
    }

    private static ProblemException unavailable(String what, Throwable failure) {
        return new ProblemException(
                503,
                "server-unavailable",
                what + ": " + UpstreamFailure.of(failure).getMessage());
    }

    private McpServer known(String name) {
        return servers.find(name)
                .orElseThrow(() -> new ProblemException(404, "unknown-server", "There is no MCP server of this name"));
    }

    private ListedMethod listed(McpServer server, MethodTool method) {
        var catalogue = server.inCatalogue(method.tool());
        return new ListedMethod(
                method.tool(), catalogue, isRegistered(catalogue), method.proposed(), method.definition());
    }

    private boolean isRegistered(String catalogue) {
        return directory.catalogue().tool(catalogue).state() != null;
    }

    private ListedTool listed(McpServer server, ToolDefinition tool) {
        var catalogue = server.inCatalogue(tool.name());
        return new ListedTool(
                tool.name(),
                catalogue,
                isRegistered(catalogue),
                acceptance(server, tool),
                tool.digest(),
                LabelProposals.of(tool.shown()),
                tool.shown());
    }

    private Acceptance acceptance(McpServer server, ToolDefinition tool) {
        if (accepted.has(server.name(), tool)) return Acceptance.ACCEPTED;
        return accepted.hasOther(server.name(), tool) ? Acceptance.CHANGED : Acceptance.NEW;
    }
}
