package dev.mandate.gateway.envoy;

import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.network.IpAddress;
import dev.mandate.gateway.access.CallersTasks;
import dev.mandate.gateway.access.Challenge;
import dev.mandate.gateway.access.ProtectedResource;
import dev.mandate.gateway.jsonrpc.ClientMessage;
import dev.mandate.gateway.jsonrpc.JsonRpcAnswer;
import dev.mandate.gateway.jsonrpc.JsonRpcError;
import dev.mandate.gateway.jsonrpc.MalformedMessage;
import dev.mandate.gateway.loop.OffLoop;
import dev.mandate.gateway.loop.Room;
import dev.mandate.gateway.methods.CallRead;
import dev.mandate.gateway.protocol.McpMethod;
import dev.mandate.gateway.protocol.MessageHeaders;
import dev.mandate.gateway.protocol.MethodTools;
import dev.mandate.gateway.protocol.ProtocolVersion;
import dev.mandate.gateway.sessions.SeenSessions;
import dev.mandate.messaging.result.Result;
import dev.mandate.messaging.security.BearerTokens;
import dev.mandate.messaging.security.Caller;
import dev.mandate.messaging.security.InvalidToken;
import dev.mandate.messaging.security.StillStarting;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext.HttpRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads one request of an MCP client as the proxy shows it. What can't be read in one way only is refused, as is any method that isn't known here, since the
 * server behind the proxy would read it for itself.
 */
@Singleton
class EnvoyChecks {
    private static final String SERVER = "server";
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");
    private static final String SESSION = "mcp-session-id";

    /** Headers that came twice are joined by a comma, and the server may read either. */
    private static final Pattern SESSION_ID = Pattern.compile("[\\x21-\\x7e&&[^,]]{1,256}");

    private final BearerTokens tokens;
    private final ProtectedResource resource;
    private final CallersTasks tasks;
    private final PassedCalls calls;
    private final SeenSessions sessions;
    private final Room room;
    private final OffLoop offLoop;
    private final boolean proven;
    private final boolean cursors;

    EnvoyChecks(
            BearerTokens tokens,
            ProtectedResource resource,
            CallersTasks tasks,
            PassedCalls calls,
            EnvoyConfig config,
            OffLoop offLoop) {
        this.tokens = tokens;
        this.resource = resource;
        this.tasks = tasks;
        this.calls = calls;
        this.sessions =
                new SeenSessions(config.sessions(), config.sessionsOfCaller(), config.sessionIdle(), System::nanoTime);
        this.room = new Room(config.checksAtOnce(), config.checksAtOnceOfAll());
        this.offLoop = offLoop;
        this.proven = config.secret().isPresent();
        this.cursors = config.cursors();
    }

    CompletableFuture<CheckResponse> check(AttributeContext attributes) {
        var server = attributes.getContextExtensionsMap().getOrDefault(SERVER, "");
        if (!NAME.matcher(server).matches())
            return done(EnvoyAnswer.refused(
                    500, "The proxy's route must name its server: context_extensions: {server: <name>}"));
        var http = attributes.getRequest().getHttp();
        if (asksWhoIssues(server, http)) return done(EnvoyAnswer.document(resource.metadataForBearers(server)));
        try {
            var caller = tokens.caller(http.getHeadersMap().get("authorization"));
            if (caller.isEmpty())
                return done(
                        challenged(server, "", "", EnvoyAnswer.refused(401, "Show an access token, as a bearer's")));
            if (!caller.get().scopes().contains(Challenge.SCOPE))
                return done(EnvoyAnswer.refused(403, "The token lacks the scope " + Challenge.SCOPE));
            return entered(server, caller.get().shownFrom(peer(attributes)), http);
        } catch (InvalidToken e) {
            var why = String.valueOf(e.getMessage());
            return done(challenged(server, "invalid_token", why, EnvoyAnswer.refused(401, why)));
        } catch (StillStarting e) {
            return done(EnvoyAnswer.refused(503, "Try again: " + e.getMessage()));
        }
    }

    /** Of the connection to the proxy, as that sees it. */
    private @Nullable IpAddress peer(AttributeContext attributes) {
        if (!proven) return null;
        var address = attributes.getSource().getAddress().getSocketAddress().getAddress();
        return IpAddress.of(address).orElse(null);
    }

    private CompletableFuture<CheckResponse> entered(String server, Caller caller, HttpRequest http) {
        return room.within(
                        server,
                        caller.acting(),
                        () -> tasks.over(caller, offLoop)
                                .thenCompose(over -> read(server, caller, http)
                                        .thenApply(answer -> over ? overFor(server, answer) : answer)))
                .orElseGet(() ->
                        done(EnvoyAnswer.refused(429, "Too many requests to " + server + " are under way; try again")));
    }

    /** Decided all the same: what is denied for that is on record. */
    private CheckResponse overFor(String server, CheckResponse answer) {
        return answer.hasOkResponse() ? answer : challenged(server, "invalid_token", ProtectedResource.ENDED, answer);
    }

    private CompletableFuture<CheckResponse> read(String server, Caller caller, HttpRequest http) {
        var session = http.getHeadersMap().get(SESSION);
        if (session != null && !SESSION_ID.matcher(session).matches())
            return done(
                    EnvoyAnswer.refused(400, "Send one Mcp-Session-Id, of up to 256 visible characters and no comma"));
        if (session == null) return read(server, caller, http, false);
        if (sessions.isAnothers(session, server, caller)) return done(noSession());
        return read(server, caller, http, true).thenApply(answer -> kept(answer, session, server, caller));
    }

    /** Who is refused has said nothing of whose it is; of two who are let through at once it is one's. */
    private CheckResponse kept(CheckResponse answer, String session, String server, Caller caller) {
        return !answer.hasOkResponse() || sessions.keep(session, server, caller) ? answer : noSession();
    }

    private static CheckResponse noSession() {
        return EnvoyAnswer.refused(404, "There is no such session; begin anew with initialize");
    }

    private CompletableFuture<CheckResponse> read(String server, Caller caller, HttpRequest http, boolean inSession) {
        if (http.getMethod().equals("DELETE")) return ended(server, caller, http);
        if (!http.getMethod().equals("POST"))
            return done(EnvoyAnswer.refused(405, "This endpoint takes POST, and DELETE to end a session"));
        ClientMessage message;
        try {
            message = ClientMessage.read(ShownBody.read(http));
        } catch (ShownBody.Refused e) {
            return done(EnvoyAnswer.refused(e.status(), String.valueOf(e.getMessage())));
        } catch (MalformedMessage e) {
            return done(EnvoyAnswer.answered(400, e.id(), JsonRpcAnswer.of(e.error())));
        }
        try {
            var headers = new MessageHeaders(name -> header(http, name));
            headers.match(
                    message,
                    headers.version(message).map(ProtocolVersion::stateless).orElse(false));
        } catch (MessageHeaders.Mismatch e) {
            return done(EnvoyAnswer.answered(400, message.id(), JsonRpcAnswer.of(e.error())));
        }
        var call = new PassedCall(
                server,
                caller,
                message,
                message.traceparent(http.getHeadersMap().get("traceparent")));
        var refusal = PassedParams.refusal(message, cursors);
        if (refusal.isPresent())
            return invalid(
                    call,
                    message.isNotification() ? JsonRpcError.INVALID_REQUEST : JsonRpcError.INVALID_PARAMS,
                    refusal.get());
        return message.isNotification() ? notified(call, inSession) : asked(call);
    }

    /** The client's session at the server, as it says. */
    private CompletableFuture<CheckResponse> ended(String server, Caller caller, HttpRequest http) {
        if (!ShownBody.isEmpty(http)) return done(EnvoyAnswer.refused(400, "Send DELETE without a body"));
        return calls.unanswered(
                server, caller, CloudEventCodec.trace(http.getHeadersMap().get("traceparent")));
    }

    /** Those that the protocol has, and of no other: a request that is sent as a notification would be done without an answer. */
    private CompletableFuture<CheckResponse> notified(PassedCall call, boolean inSession) {
        var method =
                McpMethod.of(call.message().method(), McpMethod.From.CLIENT).orElse(null);
        if (method == null) return invalid(call, JsonRpcError.METHOD_NOT_FOUND, "Method not found");
        return switch (method) {
            case INITIALIZED, ROOTS_CHANGED -> told(call);
            case CANCELLED, CLIENT_PROGRESS ->
                inSession
                        ? told(call)
                        : invalid(
                                call,
                                JsonRpcError.INVALID_REQUEST,
                                method.text() + " is about a request of a session: send Mcp-Session-Id with it");
            default -> sentOtherwise(call);
        };
    }

    private CompletableFuture<CheckResponse> told(PassedCall call) {
        return calls.unanswered(call.server(), call.caller(), call.traceparent());
    }

    private CompletableFuture<CheckResponse> asked(PassedCall call) {
        var message = call.message();
        var method = McpMethod.of(message.method(), McpMethod.From.CLIENT).orElse(null);
        if (method == null) return invalid(call, JsonRpcError.METHOD_NOT_FOUND, "Method not found");
        if (method.isDiscovery()) return calls.discovery(call);
        return switch (method) {
            case INITIALIZED, CANCELLED, CLIENT_PROGRESS, ROOTS_CHANGED -> sentOtherwise(call);
            case TOOLS_CALL -> decided(call, CallRead.tool(message.params()));
            case RESOURCES_READ -> decided(call, CallRead.resource(message.params()));
            case PROMPTS_GET -> decided(call, CallRead.prompt(message.params()));
            case COMPLETE ->
                decided(call, CallRead.completion(message.params()), wanted -> PassedParams.beside(message, wanted));
            case RESOURCES_LIST, RESOURCE_TEMPLATES_LIST -> calls.call(call, CallRead.list(MethodTools.LIST_RESOURCES));
            case PROMPTS_LIST -> calls.call(call, CallRead.list(MethodTools.LIST_PROMPTS));
            default -> invalid(call, JsonRpcError.METHOD_NOT_FOUND, "Method not found");
        };
    }

    private static CompletableFuture<CheckResponse> sentOtherwise(PassedCall call) {
        return invalid(call, JsonRpcError.INVALID_REQUEST, call.message().method() + " is sent otherwise");
    }

    private CompletableFuture<CheckResponse> decided(PassedCall call, Result<CallRead, CallRead.Refusal> read) {
        return decided(call, read, wanted -> Optional.empty());
    }

    /** @param beside why it isn't passed on as it is written, though it could be decided */
    private CompletableFuture<CheckResponse> decided(
            PassedCall call, Result<CallRead, CallRead.Refusal> read, Function<CallRead, Optional<String>> beside) {
        return read.fold(
                wanted -> beside.apply(wanted)
                        .map(why -> invalid(call, JsonRpcError.INVALID_PARAMS, why))
                        .orElseGet(() -> calls.call(call, wanted)),
                why -> invalid(call, JsonRpcError.INVALID_PARAMS, why.words()));
    }

    private static CompletableFuture<CheckResponse> invalid(PassedCall call, int code, String why) {
        return done(EnvoyAnswer.answered(
                code == JsonRpcError.INVALID_REQUEST ? 400 : 200, call.message().id(), JsonRpcAnswer.error(code, why)));
    }

    /** @param error of RFC 6750 section 3.1; empty for a request that shows no token */
    private CheckResponse challenged(String server, String error, String why, CheckResponse refused) {
        var path = ProtectedResource.ENDPOINTS + server;
        return EnvoyAnswer.challenged(refused, resource.challengeForBearers(error, why, path));
    }

    /** RFC 9728, which is public. */
    private static boolean asksWhoIssues(String server, HttpRequest http) {
        return http.getMethod().equals("GET")
                && http.getPath().equals(ProtectedResource.METADATA + ProtectedResource.ENDPOINTS + server);
    }

    /** Names are in small letters there, and the values of headers that came more than once are joined. */
    private static List<String> header(HttpRequest http, String name) {
        var value = http.getHeadersMap().get(name.toLowerCase(Locale.ROOT));
        return value == null ? List.of() : List.of(value);
    }

    private static CompletableFuture<CheckResponse> done(CheckResponse answer) {
        return CompletableFuture.completedFuture(answer);
    }
}
