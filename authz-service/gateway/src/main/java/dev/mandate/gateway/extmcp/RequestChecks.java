package dev.mandate.gateway.extmcp;

import dev.mandate.authz.engine.entities.Directory;
import dev.mandate.events.digests.Sha256;
import dev.mandate.gateway.access.CallersTasks;
import dev.mandate.gateway.access.Challenge;
import dev.mandate.gateway.extmcp.wire.AuthorizationError.Code;
import dev.mandate.gateway.extmcp.wire.McpRequest;
import dev.mandate.gateway.extmcp.wire.McpRequestResult;
import dev.mandate.gateway.loop.OffLoop;
import dev.mandate.gateway.loop.Room;
import dev.mandate.gateway.methods.CallRead;
import dev.mandate.gateway.protocol.McpMethod;
import dev.mandate.gateway.protocol.MethodTools;
import dev.mandate.gateway.sessions.SeenSessions;
import dev.mandate.messaging.result.Result;
import dev.mandate.messaging.security.BearerTokens;
import dev.mandate.messaging.security.Caller;
import dev.mandate.messaging.security.InvalidToken;
import dev.mandate.messaging.security.StillStarting;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/** Reads what a client asks of servers behind agentgateway, whose it is and in which session; a method that isn't named here is refused. */
@Singleton
class RequestChecks {
    private static final String PLACE = "agentgateway";

    private final BearerTokens tokens;
    private final CallersTasks tasks;
    private final AskedCalls calls;
    private final SeenSessions sessions;
    private final Targets targets;
    private final Directory directory;
    private final Places room;
    private final OffLoop offLoop;

    RequestChecks(
            BearerTokens tokens,
            CallersTasks tasks,
            AskedCalls calls,
            Targets targets,
            Directory directory,
            ExtMcpConfig config,
            OffLoop offLoop) {
        this.tokens = tokens;
        this.tasks = tasks;
        this.calls = calls;
        this.sessions =
                new SeenSessions(config.sessions(), config.sessionsOfCaller(), config.sessionIdle(), System::nanoTime);
        this.targets = targets;
        this.directory = directory;
        this.offLoop = offLoop;
        this.room = new Places(config.checksAtOnce(), config.checksAtOnceOfPerson(), config.checksAtOnceOfAll());
    }

    CompletableFuture<McpRequestResult> check(McpRequest request) {
        try {
            var shown = ShownRequest.of(request, targets);
            var caller = tokens.caller(shown.authorization());
            if (caller.isEmpty())
                return refused(
                        Code.PERMISSION_DENIED,
                        "Show an access token, as a bearer's; agentgateway must show Authorization here and take it out nowhere before (jwtAuth and mcpAuthentication do)");
            if (!caller.get().scopes().contains(Challenge.SCOPE))
                return refused(Code.PERMISSION_DENIED, "The token lacks the scope " + Challenge.SCOPE);
            return entered(shown, caller.get());
        } catch (ShownRequest.Refused e) {
            return refused(Code.INVALID, e.words());
        } catch (InvalidToken e) {
            return refused(Code.PERMISSION_DENIED, String.valueOf(e.getMessage()));
        } catch (StillStarting e) {
            return refused(Code.UNKNOWN, "Try again: " + e.getMessage());
        }
    }

    /** Room for as many decisions as it takes. */
    private CompletableFuture<McpRequestResult> entered(ShownRequest shown, Caller caller) {
        var occupant = Occupant.of(caller, directory);
        var decisions = shown.servers().size();
        if (!room.enter(occupant, decisions))
            return refused(Code.RESOURCE_EXHAUSTED, "Too many requests are under way; try again");
        return Room.begun(() -> tasks.over(caller, offLoop).thenCompose(over -> inSession(shown, caller)))
                .whenComplete((any, failure) -> room.leave(occupant, decisions));
    }

    private CompletableFuture<McpRequestResult> inSession(ShownRequest shown, Caller caller) {
        if (shown.session() == null) return asked(shown, caller);
        var session = Sha256.of(shown.session().toLowerCase(Locale.ROOT)).hex(); // they may be long
        if (sessions.isAnothers(session, PLACE, caller)) return noSession();
        return asked(shown, caller)
                .thenCompose(answer -> answer.hasError() || sessions.keep(session, PLACE, caller)
                        ? CompletableFuture.completedFuture(answer)
                        : noSession());
    }

    private static CompletableFuture<McpRequestResult> noSession() {
        return refused(Code.INVALID, "There is no such session; begin anew with initialize");
    }

    private CompletableFuture<McpRequestResult> asked(ShownRequest shown, Caller caller) {
        var method = McpMethod.of(shown.method(), McpMethod.From.CLIENT).orElse(null);
        if (method == null) return refused(Code.INVALID, "Method not found");
        if (method.isDiscovery()) return calls.discovery(shown, caller);
        return switch (method) {
            case TOOLS_CALL -> decided(shown, caller, CallRead.tool(shown.params()));
            case RESOURCES_READ -> decided(shown, caller, CallRead.resource(shown.params()));
            case PROMPTS_GET -> decided(shown, caller, CallRead.prompt(shown.params()));
            case COMPLETE -> decided(shown, caller, CallRead.completion(shown.params()));
            case RESOURCES_LIST, RESOURCE_TEMPLATES_LIST ->
                calls.list(shown, caller, CallRead.list(MethodTools.LIST_RESOURCES));
            case PROMPTS_LIST -> calls.list(shown, caller, CallRead.list(MethodTools.LIST_PROMPTS));
            default -> refused(Code.INVALID, "Method not found");
        };
    }

    private CompletableFuture<McpRequestResult> decided(
            ShownRequest shown, Caller caller, Result<CallRead, CallRead.Refusal> read) {
        if (shown.servers().size() != 1) return refused(Code.INVALID, shown.method() + " is of one server");
        return read.fold(wanted -> calls.call(shown, caller, wanted), why -> refused(Code.INVALID, why.words()));
    }

    private static CompletableFuture<McpRequestResult> refused(Code code, String why) {
        return CompletableFuture.completedFuture(Answers.refused(code, why));
    }
}
