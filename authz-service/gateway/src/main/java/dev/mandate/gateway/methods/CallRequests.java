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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what is to be done out of {@code tools/call}, {@code resources/read} and {@code prompts/get}. */
@Singleton
class CallRequests {
    /** What the catalogue calls reading a resource of a server, after the server's name. */
    static final String READING = "resources.read";

    /** The same of a prompt. */
    static final String PROMPTING = "prompts.get";

    private static final String NO_OBJECT = "params.arguments must be an object";
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

    /**
     * A tool that isn't there, one that nobody accepted and one that the caller may not know of are all unknown; what is wrong with the
     * request itself is told before anybody looks for one.
     */
    CompletableFuture<JsonRpcAnswer> tool(ClientRequest request, Consumer<ObjectNode> told, Executor here) {
        var params = request.message().params();
        var name = name(params);
        if (name == null) return invalid("params.name must be the name of a tool");
        var unknown = "Unknown tool: " + name;
        return decidedBy(params.get("arguments"), arguments -> {
            var server = request.server();
            return lists.tools(server).thenCompose(tools -> {
                var tool = tools.get(name);
                if (tool == null || !accepted.has(server.name(), tool)) return invalid(unknown);
                var sent = named(name, params.get("arguments"));
                return made(request, server.inCatalogue(name), arguments, sent, true, unknown, told, here);
            });
        });
    }

    CompletableFuture<JsonRpcAnswer> resource(ClientRequest request, Consumer<ObjectNode> told, Executor here) {
        var uri = request.message().params().path("uri").textValue();
        if (uri == null || uri.isEmpty() || uri.length() > LONGEST_URI)
            return invalid("params.uri must be the URI of a resource");
        var tool = request.server().inCatalogue(READING);
        var sent = ServerJson.object().put("uri", uri);
        return made(request, tool, Map.of("uri", uri), sent, false, "Resource not found: " + uri, told, here);
    }

    CompletableFuture<JsonRpcAnswer> prompt(ClientRequest request, Consumer<ObjectNode> told, Executor here) {
        var params = request.message().params();
        var name = name(params);
        if (name == null) return invalid("params.name must be the name of a prompt");
        if (params.has("arguments") && !params.get("arguments").isObject()) return invalid(NO_OBJECT);
        var sent = named(name, params.get("arguments"));
        var tool = request.server().inCatalogue(PROMPTING);
        return decidedBy(
                sent, arguments -> made(request, tool, arguments, sent, false, "Unknown prompt: " + name, told, here));
    }

    private static @Nullable String name(ObjectNode params) {
        var name = params.path("name").textValue();
        return name == null || name.isEmpty() || name.length() > LONGEST_NAME ? null : name;
    }

    private static ObjectNode named(String name, @Nullable JsonNode arguments) {
        var sent = ServerJson.object().put("name", name);
        if (arguments != null) sent.set("arguments", arguments);
        return sent;
    }

    /** Goes on with arguments that can be decided by; null where there are none. */
    private static CompletableFuture<JsonRpcAnswer> decidedBy(
            @Nullable JsonNode arguments,
            Function<@Nullable Map<String, Object>, CompletableFuture<JsonRpcAnswer>> then) {
        if (arguments == null) return then.apply(null);
        if (!arguments.isObject()) return invalid(NO_OBJECT);
        @Nullable Map<String, Object> read;
        try {
            read = BodyJson.map(arguments);
        } catch (ArithmeticException e) {
            return invalid("Send numbers up to 1.8e308");
        }
        return then.apply(read);
    }

    private CompletableFuture<JsonRpcAnswer> made(
            ClientRequest request,
            String tool,
            @Nullable Map<String, Object> arguments,
            ObjectNode sent,
            boolean asResult,
            String unknown,
            Consumer<ObjectNode> told,
            Executor here) {
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
