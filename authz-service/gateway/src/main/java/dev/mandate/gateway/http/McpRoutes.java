package dev.mandate.gateway.http;

import dev.mandate.gateway.access.Challenge;
import dev.mandate.gateway.access.ProtectedResource;
import dev.mandate.gateway.jsonrpc.JsonRpcAnswer;
import dev.mandate.gateway.jsonrpc.JsonRpcError;
import dev.mandate.gateway.servers.McpServer;
import dev.mandate.gateway.servers.McpServers;
import dev.mandate.messaging.security.BearerTokens;
import dev.mandate.messaging.security.Caller;
import dev.mandate.messaging.security.InvalidToken;
import dev.mandate.messaging.security.StillStarting;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Streamable HTTP, an endpoint for each server: {@code /mcp/<server>}. For whoever has a token with the scope {@code tools:call} for this gateway;
 * the metadata of RFC 9728 is public. These are routes and no resources, since an answer is one object or a stream as it comes.
 */
@Singleton
class McpRoutes {
    /** As much as any question to be decided has. */
    private static final int LONGEST_BODY = 128 * 1024;

    private final McpServers servers;
    private final ProtectedResource resource;
    private final BearerTokens tokens;
    private final Exchanges exchanges;

    McpRoutes(McpServers servers, ProtectedResource resource, BearerTokens tokens, Exchanges exchanges) {
        this.servers = servers;
        this.resource = resource;
        this.tokens = tokens;
        this.exchanges = exchanges;
    }

    void routes(@Observes Router router) {
        router.get(ProtectedResource.METADATA + ProtectedResource.ENDPOINTS + ":server")
                .handler(this::metadata);
        var endpoint = ProtectedResource.ENDPOINTS + ":server";
        router.route(endpoint).handler(this::admit);
        router.post(endpoint)
                .handler(BodyHandler.create(false).setBodyLimit(LONGEST_BODY))
                .handler(context -> exchanges.post(context, server(context), caller(context)));
        router.delete(endpoint).handler(context -> exchanges.delete(context, server(context), caller(context)));
        router.route(endpoint)
                .handler(context -> refuse(context, 405, "This endpoint takes POST, and DELETE to end a session"));
        router.route(endpoint).failureHandler(this::failed);
    }

    private void metadata(RoutingContext context) {
        var server = servers.find(context.pathParam("server"));
        if (server.isEmpty()) context.response().setStatusCode(404).end();
        else
            context.response()
                    .putHeader("Content-Type", "application/json")
                    .putHeader("Access-Control-Allow-Origin", "*")
                    .end(Buffer.buffer(resource.metadata(server.get().name())));
    }

    /** First who it is, then what there is: without a token nobody learns which servers there are. */
    private void admit(RoutingContext context) {
        if (context.request().headers().contains("Origin")) {
            refuse(context, 403, "Web pages may not call this gateway");
            return;
        }
        try {
            var caller = tokens.caller(context.request());
            if (caller.isEmpty()) challenge(context, 401, "", "");
            else admit(context, caller.get());
        } catch (InvalidToken e) {
            challenge(context, 401, "invalid_token", String.valueOf(e.getMessage()));
        } catch (StillStarting e) {
            context.response().putHeader("Retry-After", "1");
            refuse(context, 503, "Try again: " + e.getMessage());
        }
    }

    private void admit(RoutingContext context, Caller caller) {
        if (!resource.takes(caller)) {
            challenge(context, 401, "invalid_token", "this gateway takes only tokens that are bound to a key (DPoP)");
            return;
        }
        if (!caller.scopes().contains(Challenge.SCOPE)) {
            challenge(context, 403, "insufficient_scope", "the token lacks the scope " + Challenge.SCOPE);
            return;
        }
        var server = servers.find(context.pathParam("server"));
        if (server.isEmpty()) {
            refuse(context, 404, "There is no server of this name");
            return;
        }
        context.put("caller", caller).put("server", server.get());
        context.next();
    }

    private void challenge(RoutingContext context, int status, String error, String description) {
        context.response()
                .putHeader(
                        "WWW-Authenticate",
                        resource.challenge(error, description, context.request().path()));
        refuse(context, status, description.isEmpty() ? "Show an access token" : description);
    }

    private void failed(RoutingContext context) {
        var status = context.statusCode() == 413 ? 413 : 500;
        refuse(context, status, status == 413 ? "Send at most 128 KiB in one message" : "Something went wrong here");
    }

    static void refuse(RoutingContext context, int status, String why) {
        new Reply(context.response(), null, false).end(status, JsonRpcAnswer.error(code(status), why));
    }

    private static int code(int status) {
        return status == 500 || status == 503 ? JsonRpcError.SERVER_UNAVAILABLE : JsonRpcError.INVALID_REQUEST;
    }

    private static McpServer server(RoutingContext context) {
        return context.get("server");
    }

    private static Caller caller(RoutingContext context) {
        return context.get("caller");
    }
}
