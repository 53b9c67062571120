package dev.mandate.gateway.envoy;

import dev.mandate.authz.engine.decisions.answers.Verdict;
import dev.mandate.authz.engine.recording.Decisions;
import dev.mandate.authz.recording.OutcomeSender;
import dev.mandate.events.actions.ToolResult;
import dev.mandate.gateway.calls.CallQuestions;
import dev.mandate.gateway.calls.Denials;
import dev.mandate.gateway.calls.Visibility;
import dev.mandate.gateway.jsonrpc.JsonRpcAnswer;
import dev.mandate.gateway.jsonrpc.JsonRpcError;
import dev.mandate.gateway.methods.CallRead;
import dev.mandate.gateway.protocol.McpMethod;
import dev.mandate.messaging.security.Caller;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides about what a proxy would pass on. The proxy tells nothing of answers: a call counts as made when it is let through, and its answer as one in which
 * anything may have been.
 */
@Singleton
class PassedCalls {
    private final Decisions decisions;
    private final Visibility visibility;
    private final OutcomeSender outcomes;
    private final Denials denials;
    private final InstantSource clock;

    PassedCalls(Decisions decisions, OutcomeSender outcomes, Denials denials, InstantSource clock) {
        this.decisions = decisions;
        this.visibility = new Visibility(decisions);
        this.outcomes = outcomes;
        this.denials = denials;
        this.clock = clock;
    }

    /** By the standing of caller, token and delegation: nothing is done by it. */
    CompletableFuture<CheckResponse> discovery(PassedCall call) {
        var question =
                CallQuestions.ofMethod(call.caller(), call.message().method(), call.server(), call.traceparent());
        return decisions
                .decide(question, List.of(), Function.identity(), Runnable::run)
                .thenApply(verdict -> verdict.allowed()
                        ? EnvoyAnswer.passed(verdict.id().value())
                        : EnvoyAnswer.answered(200, call.message().id(), denials.asError(verdict)));
    }

    /** Decided as the beginning of a session is: whoever may not get to know the server ends none there, and has nothing done by saying something. */
    CompletableFuture<CheckResponse> unanswered(String server, Caller caller, @Nullable String traceparent) {
        var question = CallQuestions.ofMethod(caller, McpMethod.INITIALIZE.text(), server, traceparent);
        return decisions
                .decide(question, List.of(), Function.identity(), Runnable::run)
                .thenApply(verdict -> verdict.allowed()
                        ? EnvoyAnswer.passed(verdict.id().value())
                        : EnvoyAnswer.answered(403, null, denials.asError(verdict)));
    }

    /** With its arguments. */
    CompletableFuture<CheckResponse> call(PassedCall call, CallRead wanted) {
        var question = CallQuestions.of(
                call.caller(), call.inCatalogue(wanted.tool()), wanted.arguments(), call.traceparent());
        return decisions
                .decide(question, List.of(), Function.identity(), Runnable::run)
                .thenCompose(verdict -> verdict.allowed()
                        ? passed(verdict)
                        : CompletableFuture.completedFuture(
                                EnvoyAnswer.answered(200, call.message().id(), denied(verdict, wanted))));
    }

    private JsonRpcAnswer denied(Verdict verdict, CallRead wanted) {
        if (visibility.hidden(verdict.question()))
            return JsonRpcAnswer.error(JsonRpcError.INVALID_PARAMS, wanted.unknown());
        return wanted.asResult() ? denials.asResult(verdict) : denials.asError(verdict);
    }

    private CompletableFuture<CheckResponse> passed(Verdict verdict) {
        var unseen = ToolResult.succeeded(0).withoutIdentifiers();
        return outcomes.tell(verdict, clock.instant(), unseen)
                .thenApply(any -> EnvoyAnswer.passed(verdict.id().value()));
    }
}
