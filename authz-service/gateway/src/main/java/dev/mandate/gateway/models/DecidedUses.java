package dev.mandate.gateway.models;

import dev.mandate.authz.engine.decisions.answers.Verdict;
import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.authz.engine.recording.Decisions;
import dev.mandate.authz.recording.OutcomeSender;
import dev.mandate.gateway.calls.CallQuestions;
import dev.mandate.gateway.calls.Cancellation;
import dev.mandate.gateway.calls.Denials;
import dev.mandate.gateway.calls.Visibility;
import dev.mandate.gateway.loop.OffLoop;
import dev.mandate.gateway.loop.Room;
import dev.mandate.gateway.providers.ModelConfig;
import dev.mandate.messaging.security.Caller;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The point of action: a use is decided before a provider is asked, an allow is on record before that, and what became of it before the caller has
 * the end of the answer, so that his next use is decided by it.
 */
@Singleton
class DecidedUses {
    private static final int SHARES = 4;
    private static final String HELD = "answers";

    private final Decisions decisions;
    private final Visibility visibility;
    private final ModelUpstream upstream;
    private final OutcomeSender outcomes;
    private final Denials denials;
    private final MeterRegistry meters;
    private final OffLoop offLoop;
    private final InstantSource clock;
    private final Duration patience;
    private final Room answers;

    DecidedUses(
            Decisions decisions,
            ModelUpstream upstream,
            OutcomeSender outcomes,
            Denials denials,
            MeterRegistry meters,
            OffLoop offLoop,
            InstantSource clock,
            ModelConfig config) {
        this.decisions = decisions;
        this.visibility = new Visibility(decisions);
        this.upstream = upstream;
        this.outcomes = outcomes;
        this.denials = denials;
        this.meters = meters;
        this.offLoop = offLoop;
        this.clock = clock;
        this.patience = config.readTimeout();
        var all = (int) Math.min(config.answersAtOnce().asLongValue(), Integer.MAX_VALUE / 2);
        var longest = (int) Math.min(config.longestAnswer().asLongValue(), Integer.MAX_VALUE / 2);
        this.answers = new Room(Math.max(longest + AnswerBody.BLOCK, all / SHARES), all);
    }

    /** Whether the caller is shown this model, by its name in the catalogue. Nothing is recorded. */
    boolean listed(Caller caller, String model) {
        return visibility.listed(CallQuestions.ofModel(caller, model, 1, null));
    }

    /** He may not even know of it. */
    boolean hidden(Caller caller, String model) {
        return visibility.hidden(CallQuestions.ofModel(caller, model, 1, null));
    }

    /**
     * Asks the model, if that may be done, and answers the caller.
     *
     * @param taskOver the caller's task was, before anything was decided; what is denied for that is on record all the same
     * @param cancellation before the answer is whole, for a client that still waits; on the event loop of {@code here}
     * @return completed once nothing of it is under way any more
     */
    CompletableFuture<Void> make(
            ModelUse use, boolean taskOver, Cancellation cancellation, ModelReply reply, Context here) {
        return decisions
                .decide(question(use), List.of(), Function.identity(), task -> here.runOnContext(now -> task.run()))
                .thenCompose(verdict -> verdict.allowed()
                        ? allowed(use, verdict, cancellation, reply, here)
                        : denied(use, verdict, taskOver, reply));
    }

    private static Question question(ModelUse use) {
        return CallQuestions.ofModel(use.caller(), use.request().model(), use.mostTokens(), use.traceparent());
    }

    private CompletableFuture<Void> denied(ModelUse use, Verdict verdict, boolean taskOver, ModelReply reply) {
        if (visibility.hidden(verdict.question())) {
            count(use, "hidden");
            unknown(reply, use.request().model());
        } else {
            count(use, "denied");
            var reason = verdict.reason() == null ? "denied" : verdict.reason().code();
            reply.decision(verdict.id().value());
            if (taskOver) reply.ended(reason, denials.words(verdict), denials.facts(verdict));
            else reply.error(403, reason, denials.words(verdict), denials.facts(verdict));
        }
        return CompletableFuture.completedFuture(null);
    }

    /** As if there were none, whether there is one or not. */
    static void unknown(ModelReply reply, String model) {
        reply.error(404, "model_not_found", "There is no model " + model + " that you could use here");
    }

    private CompletableFuture<Void> allowed(
            ModelUse use, Verdict verdict, Cancellation cancellation, ModelReply reply, Context here) {
        reply.decision(verdict.id().value());
        var who = use.caller().acting();
        var body = new AnswerBody(bytes -> answers.enter(HELD, who, bytes));
        var answering = new Answering(
                use,
                verdict,
                clock.instant(),
                reply,
                upstream.key(use.provider()),
                body,
                patience,
                here,
                offLoop,
                (used, status) -> {
                    count(use, status);
                    if (used == null) return CompletableFuture.completedFuture(null);
                    meters.counter(
                                    "mandate.gateway.tokens",
                                    "provider",
                                    use.provider().name(),
                                    "model",
                                    used.model())
                            .increment(used.usage().total());
                    return outcomes.tell(used, verdict.id(), verdict.receipt()).thenAccept(any -> {});
                });
        answering.begin(upstream, cancellation);
        return answering.done().whenComplete((any, failure) -> {
            if (body.held() > 0) answers.leave(HELD, who, body.held());
        });
    }

    void count(ModelUse use, String outcome) {
        meters.counter("mandate.gateway.uses", "provider", use.provider().name(), "outcome", outcome)
                .increment();
    }
}
