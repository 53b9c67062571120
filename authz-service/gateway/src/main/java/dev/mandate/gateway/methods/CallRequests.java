package dev.mandate.gateway.methods;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.authz.questions.BodyJson;
import dev.mandate.gateway.calls.DecidedCalls;
import dev.mandate.gateway.calls.Wanted;
import dev.mandate.gateway.jsonrpc.JsonRpcAnswer;
import dev.mandate.gateway.jsonrpc.JsonRpcError;
import dev.mandate.gateway.jsonrpc.ServerJson;
import dev.mandate.gateway.tools.AcceptedTools;
import dev.mandate.gateway.tools.ServerLists;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads what is to be done out of {@code tools/call}, {@code resources/read} and {@code prompts/get}. */
@Singleton
class CallRequests {
    /** What the catalogue calls reading a resource of a server, after the server's name. */
    static final String READING = "resources.read";

    /** The same of a prompt. */
    static final String PROMPTING = "prompts.get";

    private static final int LONGEST_NAME = 128;
    private static final int LONGEST_URI = 2048;

    private final ServerLists lists;
    private final AcceptedTools accepted;
    private final DecidedCalls calls;

    CallRequests(ServerLists lists, AcceptedTools accepted, DecidedCalls calls) {
        this.lists = lists;
        this.accepted = accepted;
        this.calls = calls;
    }

    /** A tool that isn't there, one that nobody accepted and one that the caller may not know of are all unknown. */
    CompletableFuture<JsonRpcAnswer> tool(ClientRequest request, Consumer<ObjectNode> told, Executor here) {
        var params = request.message().params();
        var name = params.path("name").textValue();
        if (name == null || name.isEmpty() || name.length() > LONGEST_NAME)
            return invalid("params.name must be the name of a tool");
        var arguments = params.get("arguments");
        if (arguments != null && !arguments.isObject()) return invalid("params.arguments must be an object");
        var unknown = "Unknown tool: " + name;
        var server = request.server();
        return lists.tools(server).thenCompose(tools -> {
            var tool = tools.get(name);
            if (tool == null || !accepted.has(server.name(), tool)) return invalid(unknown);
            var sent = ServerJson.object().put("name", name);
            if (arguments != null) sent.set("arguments", arguments);
            return made(request, server.inCatalogue(name), arguments, sent, true, unknown, told, here);
        });
    }

    CompletableFuture<JsonRpcAnswer> resource(ClientRequest request, Consumer<ObjectNode> told, Executor here) {
        var uri = request.message().params().path("uri").textValue();
        if (uri == null || uri.isEmpty() || uri.length() > LONGEST_URI)
            return invalid("params.uri must be the URI of a resource");
        var sent = ServerJson.object().put("uri", uri);
        var tool = request.server().inCatalogue(READING);
        return made(request, tool, sent, sent, false, "Resource not found: " + uri, told, here);
    }

    CompletableFuture<JsonRpcAnswer> prompt(ClientRequest request, Consumer<ObjectNode> told, Executor here) {
        var params = request.message().params();
        var name = params.path("name").textValue();
        if (name == null || name.isEmpty() || name.length() > LONGEST_NAME)
            return invalid("params.name must be the name of a prompt");
        var arguments = params.get("arguments");
        if (arguments != null && !arguments.isObject()) return invalid("params.arguments must be an object");
        var sent = ServerJson.object().put("name", name);
        if (arguments != null) sent.set("arguments", arguments);
        var tool = request.server().inCatalogue(PROMPTING);
        return made(request, tool, sent, sent, false, "Unknown prompt: " + name, told, here);
    }

    private CompletableFuture<JsonRpcAnswer> made(
            ClientRequest request,
            String tool,
            @Nullable JsonNode decidedBy,
            ObjectNode sent,
            boolean asResult,
            String unknown,
            Consumer<ObjectNode> told,
            Executor here) {
        @Nullable Map<String, Object> arguments;
        try {
            arguments = decidedBy == null ? null : BodyJson.map(decidedBy);
        } catch (ArithmeticException e) {
            return invalid("Send numbers up to 1.8e308");
        }
        var token = request.message().meta("progressToken");
        if (token.isTextual() || token.isIntegralNumber())
            sent.putObject("_meta").set("progressToken", token);
        var wanted = new Wanted(
                request.server(),
                request.caller(),
                tool,
                arguments,
                request.message().method(),
                sent,
                asResult,
                unknown,
                request.traceparent());
        return calls.make(wanted, request.cancellation(), told, here);
    }

    private static CompletableFuture<JsonRpcAnswer> invalid(String why) {
        return CompletableFuture.completedFuture(JsonRpcAnswer.error(JsonRpcError.INVALID_PARAMS, why));
    }
}
