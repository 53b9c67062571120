package dev.mandate.gateway.methods;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.gateway.calls.DecidedCalls;
import dev.mandate.gateway.jsonrpc.JsonRpcAnswer;
import dev.mandate.gateway.jsonrpc.ServerJson;
import dev.mandate.gateway.protocol.ProtocolVersion;
import dev.mandate.gateway.servers.McpServer;
import dev.mandate.gateway.upstream.Upstreams;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * How a server looks from here: it can what both it and this gateway can. What it says for models to read at the beginning ({@code instructions})
 * is not passed on, since nobody has accepted it.
 */
@Singleton
class ServerFace {
    private static final List<String> OFFERED = List.of("tools", "resources", "prompts", "completions");

    private final Upstreams upstreams;
    private final DecidedCalls calls;

    ServerFace(Upstreams upstreams, DecidedCalls calls) {
        this.upstreams = upstreams;
        this.calls = calls;
    }

    CompletableFuture<JsonRpcAnswer> initialize(ClientRequest request) {
        var version = ProtocolVersion.agreed(
                request.message().params().path("protocolVersion").asText());
        return capabilities(request).thenApply(capabilities -> {
            var result = ServerJson.object().put("protocolVersion", version.text());
            result.set("capabilities", capabilities);
            result.set("serverInfo", info(request.server()));
            return JsonRpcAnswer.of(result);
        });
    }

    CompletableFuture<JsonRpcAnswer> discover(ClientRequest request) {
        return capabilities(request).thenApply(capabilities -> {
            var result = ServerJson.object();
            ProtocolVersion.texts().forEach(result.putArray("supportedVersions")::add);
            result.set("capabilities", capabilities);
            result.put("ttlMs", 0).put("cacheScope", "private");
            return JsonRpcAnswer.of(result);
        });
    }

    static ObjectNode info(McpServer server) {
        return ServerJson.object().put("name", "mandate/" + server.name()).put("version", "1");
    }

    /** Without subscriptions and news of changed lists, which nobody is sent. */
    private CompletableFuture<ObjectNode> capabilities(ClientRequest request) {
        var asked = calls.asked(request.server(), request.caller(), request.can());
        return upstreams
                .of(request.server())
                .capabilities(request.task(), asked)
                .thenApply(its -> {
                    var both = ServerJson.object();
                    for (var name : OFFERED) if (its.has(name)) both.putObject(name);
                    if (!request.version().stateless() && its.has("logging")) both.putObject("logging");
                    return both;
                });
    }
}
