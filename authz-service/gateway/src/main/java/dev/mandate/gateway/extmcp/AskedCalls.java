package dev.mandate.gateway.extmcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.authz.engine.decisions.answers.Verdict;
import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.authz.engine.entities.Directory;
import dev.mandate.authz.engine.recording.Decisions;
import dev.mandate.authz.recording.OutcomeSender;
import dev.mandate.events.actions.ToolResult;
import dev.mandate.events.actions.ToolResult.Status;
import dev.mandate.gateway.calls.CallQuestions;
import dev.mandate.gateway.calls.Denials;
import dev.mandate.gateway.calls.Visibility;
import dev.mandate.gateway.extmcp.AwaitedRoom.Place;
import dev.mandate.gateway.extmcp.wire.AuthorizationError.Code;
import dev.mandate.gateway.extmcp.wire.McpRequestResult;
import dev.mandate.gateway.jsonrpc.JsonRpcAnswer;
import dev.mandate.gateway.jsonrpc.JsonRpcError;
import dev.mandate.gateway.loop.Room;
import dev.mandate.gateway.methods.CallRead;
import dev.mandate.messaging.security.Caller;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Decides about what agentgateway would send, and awaits the answer of what is allowed. */
@Singleton
class AskedCalls {
    private final Decisions decisions;
    private final Visibility visibility;
    private final AwaitedAnswers answers;
    private final Directory directory;
    private final OutcomeSender outcomes;
    private final Denials denials;
    private final InstantSource clock;

    AskedCalls(
            Decisions decisions,
            AwaitedAnswers answers,
            Directory directory,
            OutcomeSender outcomes,
            Denials denials,
            InstantSource clock) {
        this.decisions = decisions;
        this.visibility = new Visibility(decisions);
        this.answers = answers;
        this.directory = directory;
        this.outcomes = outcomes;
        this.denials = denials;
        this.clock = clock;
    }

    /** By the standing of caller, token and delegation, at every server that is asked: nothing is done by it. */
    CompletableFuture<McpRequestResult> discovery(ShownRequest shown, Caller caller) {
        return inRoom(answers.room().ofList(Occupant.of(caller, directory)), place -> {
            var asked = shown.servers().stream()
                    .map(server -> decided(CallQuestions.ofMethod(caller, shown.method(), server, shown.traceparent())))
                    .toList();
            return Decisions.all(asked)
                    .thenApply(verdicts -> verdicts.stream()
                            .filter(verdict -> !verdict.allowed())
                            .findFirst()
                            .map(denied -> Answers.refused(denials.asError(denied)))
                            .orElseGet(() -> awaited(shown, caller, verdicts.get(0), List.of(), place, null)));
        });
    }

    /**
     * At every server that is asked, since all of them are shown: whoever may list at each owes an outcome for each. Of any other the answer has
     * nothing.
     */
    CompletableFuture<McpRequestResult> list(ShownRequest shown, Caller caller, CallRead wanted) {
        var questions = shown.servers().stream()
                .map(server -> CallQuestions.of(caller, server + "." + wanted.tool(), null, shown.traceparent()))
                .toList();
        if (!questions.stream().allMatch(visibility::listed)) return discovery(shown, caller);
        return inRoom(
                answers.room().ofCall(Occupant.of(caller, directory), shown.size()),
                place -> Decisions.all(questions.stream().map(this::decided).toList())
                        .thenApply(verdicts -> allAllowed(verdicts)
                                ? awaited(shown, caller, verdicts.get(0), verdicts, place, null)
                                : refused(verdicts)));
    }

    private static boolean allAllowed(List<Verdict> verdicts) {
        return verdicts.stream().allMatch(Verdict::allowed);
    }

    /** None is asked: those that were allowed are told of so. */
    private McpRequestResult refused(List<Verdict> verdicts) {
        var denied = verdicts.get(0);
        for (var verdict : verdicts) {
            if (verdict.allowed())
                outcomes.tell(verdict, clock.instant(), new ToolResult(Status.BLOCKED, 0, List.of(), null));
            else denied = verdict;
        }
        return Answers.refused(denials.asError(denied));
    }

    /** With its arguments, which are what is sent. */
    CompletableFuture<McpRequestResult> call(ShownRequest shown, Caller caller, CallRead wanted) {
        var tool = shown.servers().get(0) + "." + wanted.tool();
        return inRoom(
                answers.room().ofCall(Occupant.of(caller, directory), shown.size()),
                place -> decided(CallQuestions.of(caller, tool, wanted.arguments(), shown.traceparent()))
                        .thenApply(verdict -> verdict.allowed()
                                ? awaited(shown, caller, verdict, List.of(verdict), place, instead(shown, wanted))
                                : Answers.refused(denied(verdict, wanted))));
    }

    /** Whatever isn't passed gives it back, however it ends. */
    private CompletableFuture<McpRequestResult> inRoom(
            Optional<Place> place, Function<Place, CompletableFuture<McpRequestResult>> check) {
        if (place.isEmpty()) return noRoom();
        return Room.begun(() -> check.apply(place.get())).whenComplete((answer, failure) -> {
            if (answer == null || answer.hasError()) answers.room().giveBack(place.get());
        });
    }

    private CompletableFuture<Verdict> decided(Question question) {
        return decisions.decide(question, List.of(), Function.identity(), Runnable::run);
    }

    private McpRequestResult awaited(
            ShownRequest shown,
            Caller caller,
            Verdict decision,
            List<Verdict> owed,
            Place place,
            @Nullable ObjectNode instead) {
        var ticket = answers.await(new Awaited(shown.method(), shown.servers(), caller, owed, clock.instant(), place));
        return Answers.passed(decision.id().value(), ticket, instead);
    }

    private JsonRpcAnswer denied(Verdict verdict, CallRead wanted) {
        return visibility.hidden(verdict.question())
                ? JsonRpcAnswer.error(JsonRpcError.INVALID_PARAMS, wanted.unknown())
                : denials.asError(verdict);
    }

    /** Null where just that was shown. */
    private static @Nullable ObjectNode instead(ShownRequest shown, CallRead wanted) {
        var sent = wanted.params();
        var meta = SentMeta.of(shown.params().path("_meta"));
        if (!meta.isEmpty()) sent.set("_meta", meta);
        return sent.equals(shown.params()) ? null : sent;
    }

    private static CompletableFuture<McpRequestResult> noRoom() {
        return CompletableFuture.completedFuture(
                Answers.refused(
                        Code.RESOURCE_EXHAUSTED,
                        "Too many answers of servers are waited for; if they aren't slow, agentgateway doesn't show them here (methods: {\"*\": full})"));
    }
}
