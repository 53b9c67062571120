package dev.mandate.gateway.methods;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.gateway.access.CallersTasks;
import dev.mandate.gateway.jsonrpc.JsonRpcAnswer;
import dev.mandate.gateway.jsonrpc.JsonRpcError;
import dev.mandate.gateway.jsonrpc.OwnSigns;
import dev.mandate.gateway.jsonrpc.ServerJson;
import dev.mandate.gateway.loop.Room;
import dev.mandate.gateway.protocol.McpMethod;
import dev.mandate.gateway.protocol.MethodTools;
import dev.mandate.gateway.servers.GatewayConfig;
import dev.mandate.gateway.upstream.Listener;
import dev.mandate.gateway.upstream.UpstreamFailure;
import dev.mandate.messaging.draining.Drain;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;

/** Each request of a client to what answers it. A method that isn't named here is refused. */
@Singleton
public class Methods {
    private static final Logger LOG = Logger.getLogger(Methods.class);

    private final CallersTasks tasks;
    private final ServerFace face;
    private final Listings listings;
    private final CallRequests calls;
    private final Room room;
    private final Drain drain;
    private final MeterRegistry meters;

    Methods(
            CallersTasks tasks,
            ServerFace face,
            Listings listings,
            CallRequests calls,
            GatewayConfig config,
            Drain drain,
            MeterRegistry meters) {
        this.tasks = tasks;
        this.face = face;
        this.listings = listings;
        this.calls = calls;
        this.room = new Room(config.callsAtOnce(), config.callsAtOnceOfAll());
        this.drain = drain;
        this.meters = meters;
    }

    /**
     * Never fails: whatever goes wrong is an error in the answer. What takes too long for a gateway that ends is cancelled.
     *
     * @param told who hears what the server says about it on the way
     * @param here where to go on after something was waited for
     */
    public CompletableFuture<Done> answer(ClientRequest request, Listener told, Executor here) {
        return drain.finish(request.cancellation()::cancel, () -> begun(request, told, here))
                .exceptionally(failure -> new Done(unavailable(request, failure), false))
                .thenApply(done -> request.version().stateless()
                        ? new Done(stateless(request, done.answer()), done.taskOver())
                        : done);
    }

    /**
     * What a request came to.
     *
     * @param taskOver that of its caller was, before anything was decided; what was denied for that is on record all the same
     */
    public record Done(JsonRpcAnswer answer, boolean taskOver) {}

    /** Whatever may ask the server takes room there, and gives it back however it ends. */
    private CompletableFuture<Done> begun(ClientRequest request, Listener told, Executor here) {
        var server = request.server().name();
        var caller = request.caller();
        return room.within(
                        server,
                        caller.acting(),
                        () -> tasks.over(caller, here).thenCompose(over -> done(request, over, told, here)))
                .orElseGet(() -> {
                    meters.counter("mandate.gateway.calls", "server", server, "outcome", "too_many")
                            .increment();
                    var full = JsonRpcAnswer.error(
                            JsonRpcError.SERVER_UNAVAILABLE,
                            "Too many requests to " + server + " are under way; try again");
                    return CompletableFuture.completedFuture(new Done(full, false));
                });
    }

    private CompletableFuture<Done> done(ClientRequest request, boolean taskOver, Listener told, Executor here) {
        return Room.begun(() -> answered(request, told, here))
                .exceptionally(failure -> unavailable(request, failure))
                .thenApply(answer -> new Done(answer, taskOver));
    }

    private CompletableFuture<JsonRpcAnswer> answered(ClientRequest request, Listener told, Executor here) {
        var method = McpMethod.of(request.message().method(), McpMethod.From.CLIENT);
        if (method.isEmpty() || !inVersion(method.get(), request)) return refused();
        return switch (method.get()) {
            case INITIALIZE -> face.initialize(request);
            case DISCOVER -> face.discover(request);
            case PING, SET_LEVEL -> CompletableFuture.completedFuture(JsonRpcAnswer.of(ServerJson.object()));
            case TOOLS_LIST -> listings.tools(request);
            case TOOLS_CALL -> calls.tool(request, told, here);
            case RESOURCES_LIST -> listings.all(request, "resources", MethodTools.LIST_RESOURCES, here);
            case RESOURCE_TEMPLATES_LIST ->
                listings.all(request, "resourceTemplates", MethodTools.LIST_RESOURCES, here);
            case RESOURCES_READ -> calls.resource(request, told, here);
            case PROMPTS_LIST -> listings.all(request, "prompts", MethodTools.LIST_PROMPTS, here);
            case PROMPTS_GET -> calls.prompt(request, told, here);
            case COMPLETE -> calls.completion(request, told, here);
            default -> refused();
        };
    }

    /** The handshake and what goes with sessions is none of the stateless version's, and its discovery none of theirs. */
    private static boolean inVersion(McpMethod method, ClientRequest request) {
        return switch (method) {
            case INITIALIZE, PING, SET_LEVEL -> !request.version().stateless();
            case DISCOVER -> request.version().stateless();
            default -> true;
        };
    }

    private static CompletableFuture<JsonRpcAnswer> refused() {
        return CompletableFuture.completedFuture(
                JsonRpcAnswer.error(JsonRpcError.METHOD_NOT_FOUND, "Method not found"));
    }

    private static JsonRpcAnswer unavailable(ClientRequest request, Throwable failure) {
        var cause = failure;
        while (cause instanceof java.util.concurrent.CompletionException && cause.getCause() != null)
            cause = cause.getCause();
        if (cause instanceof UpstreamFailure known)
            return JsonRpcAnswer.error(
                    JsonRpcError.SERVER_UNAVAILABLE,
                    "Server " + request.server().name() + ": " + known.getMessage());
        LOG.errorf(
                cause,
                "%s of %s failed",
                request.message().method(),
                request.server().name());
        return JsonRpcAnswer.error(
                JsonRpcError.SERVER_UNAVAILABLE, "Something went wrong here; the log of the gateway says what");
    }

    /** Results of the stateless version say that they are whole, and whose they are; only this gateway asks for input, no server. */
    private static JsonRpcAnswer stateless(ClientRequest request, JsonRpcAnswer answer) {
        var result = answer.result();
        if (result == null) return answer;
        if (!OwnSigns.asksForInput(result)) result.put("resultType", "complete");
        var meta = result.get("_meta") instanceof ObjectNode given ? given : result.putObject("_meta");
        meta.set("io.modelcontextprotocol/serverInfo", ServerFace.info(request.server()));
        return answer;
    }
}
