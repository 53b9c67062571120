package dev.mandate.gateway.extmcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.authz.engine.recording.Decisions;
import dev.mandate.gateway.calls.CallQuestions;
import dev.mandate.gateway.calls.Visibility;
import dev.mandate.gateway.extmcp.wire.AuthorizationError.Code;
import dev.mandate.gateway.extmcp.wire.McpResponseResult;
import dev.mandate.gateway.jsonrpc.JsonRpcAnswer;
import dev.mandate.gateway.jsonrpc.OwnSigns;
import dev.mandate.gateway.jsonrpc.ServerJson;
import dev.mandate.gateway.methods.Completions;
import dev.mandate.gateway.protocol.McpMethod;
import dev.mandate.gateway.protocol.MethodTools;
import dev.mandate.gateway.tools.AcceptedTools;
import dev.mandate.gateway.tools.ToolDefinition;
import dev.mandate.gateway.upstream.Handshake;
import dev.mandate.messaging.security.Caller;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a caller is shown of answers, of lists and of how servers look: what he may use, without what nobody has accepted. */
@Singleton
class ShownResults {
    private static final List<String> INFO = List.of("name", "version");

    private final Visibility visibility;
    private final AcceptedTools accepted;
    private final Targets targets;

    ShownResults(Decisions decisions, AcceptedTools accepted, Targets targets) {
        this.visibility = new Visibility(decisions);
        this.accepted = accepted;
        this.targets = targets;
    }

    /** @param result what the server said; afterwards what is shown of it */
    McpResponseResult shown(Awaited one, ObjectNode result) {
        var changed = OwnSigns.removed(result);
        return switch (McpMethod.of(one.method(), McpMethod.From.CLIENT).orElseThrow()) {
            case PING, SET_LEVEL, TOOLS_CALL, RESOURCES_READ, PROMPTS_GET ->
                changed ? Answers.shown(result) : Answers.shown();
            case COMPLETE -> Answers.shown(completion(result));
            case INITIALIZE, DISCOVER -> Answers.shown(face(result));
            case TOOLS_LIST -> Answers.shown(tools(one, result));
            case RESOURCES_LIST -> Answers.shown(items(one, result, "resources"));
            case RESOURCE_TEMPLATES_LIST -> Answers.shown(items(one, result, "resourceTemplates"));
            case PROMPTS_LIST -> Answers.shown(items(one, result, "prompts"));
            default -> Answers.withheld(Code.PERMISSION_DENIED, one.method() + " isn't taken");
        };
    }

    /** Nobody has accepted what a server says for models to read at the beginning. */
    private static ObjectNode face(ObjectNode result) {
        result.remove("instructions");
        result.set("capabilities", Handshake.capabilities(result));
        if (result.get("serverInfo") instanceof ObjectNode info) info.retain(INFO);
        return forCallerAlone(result);
    }

    /** What is told of the answer is what is shown of it. */
    private static ObjectNode completion(ObjectNode result) {
        var offered = Completions.of(JsonRpcAnswer.of(result)).result();
        result.removeAll();
        return result.setAll(Objects.requireNonNull(offered));
    }

    private ObjectNode tools(Awaited one, ObjectNode result) {
        var shown = ServerJson.object().putArray("tools");
        for (var item : result.path("tools")) {
            var tool = tool(one, item);
            if (tool != null) shown.add(tool);
        }
        return replaced(result, "tools", shown);
    }

    private @Nullable ObjectNode tool(Awaited one, JsonNode item) {
        var name = item.path("name").asText("");
        var server = server(one.servers(), name);
        if (server == null) return null;
        var own = one.servers().size() == 1 ? name : name.substring(server.length() + 1);
        if (!(item instanceof ObjectNode said)) return null;
        try {
            var tool = ToolDefinition.of(said.put("name", own));
            if (MethodTools.has(own) || isHeld(server) && !accepted.has(server, tool)) return null;
            return visible(one.caller(), server, own) ? tool.shown().put("name", name) : null;
        } catch (IllegalArgumentException e) {
            return null; // no definition of a tool
        }
    }

    private boolean isHeld(String server) {
        return targets.acceptedOnly(server) || accepted.holds(server);
    }

    /** Of several, the one whose name a tool's begins with, as agentgateway writes them; null where that could be two, or is none. */
    private static @Nullable String server(List<String> servers, String tool) {
        if (servers.size() == 1) return servers.get(0);
        var named =
                servers.stream().filter(server -> tool.startsWith(server + "_")).toList();
        return named.size() == 1 ? named.get(0) : null;
    }

    /** All of them for whoever was let list at each server that they may be of, since which he may read is decided when he does. */
    private static ObjectNode items(Awaited one, ObjectNode result, String member) {
        var shown = ServerJson.object().putArray(member);
        if (!one.owed().isEmpty())
            for (var item : result.path(member))
                if (item instanceof ObjectNode object) shown.add(object.without(List.of("_meta", "icons")));
        return replaced(result, member, shown);
    }

    private boolean visible(Caller caller, String server, String tool) {
        return visibility.listed(CallQuestions.of(caller, server + "." + tool, null, null));
    }

    private static ObjectNode replaced(ObjectNode result, String member, JsonNode shown) {
        result.set(member, shown);
        return forCallerAlone(result);
    }

    /** What is shown changes with every delegation, policy and grant. */
    private static ObjectNode forCallerAlone(ObjectNode result) {
        if (result.has("ttlMs")) result.put("ttlMs", 0);
        if (result.has("cacheScope")) result.put("cacheScope", "private");
        return result;
    }
}
