package dev.mandate.authz.decisions;

import dev.mandate.authz.engine.decisions.DecisionPipeline;
import dev.mandate.authz.engine.decisions.Freshness;
import dev.mandate.authz.engine.decisions.Question;
import dev.mandate.authz.engine.decisions.Reason;
import dev.mandate.authz.engine.decisions.SessionRaces;
import dev.mandate.authz.engine.decisions.Verdict;
import dev.mandate.authz.engine.policies.Policies;
import dev.mandate.authz.freshness.Demand;
import dev.mandate.authz.freshness.DemandedFreshness;
import dev.mandate.authz.projections.DelegationProjection;
import dev.mandate.authz.projections.DirectoryProjection;
import dev.mandate.authz.sessions.SessionStreams;
import dev.mandate.messaging.projection.StateProjection;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides and records. */
@Singleton
public class Decisions {
    private static final long GATHERED_FOR_NANOS = Duration.ofMillis(5).toNanos();

    private final DecisionPipeline pipeline;
    private final DecisionLog log;
    private final DecisionMetrics metrics;
    private final DemandedFreshness demanded;
    private final List<StateProjection<?>> streams;
    private final SessionStreams sessions;
    private final Duration bound;
    private final Duration riskBound;
    private volatile @Nullable Gathered gathered;

    Decisions(
            DirectoryProjection directory,
            DelegationProjection delegations,
            Policies policies,
            SessionStreams sessions,
            DecisionLog log,
            DecisionMetrics metrics,
            DemandedFreshness demanded,
            DecisionConfig config,
            InstantSource clock) {
        this.log = log;
        this.metrics = metrics;
        this.demanded = demanded;
        this.streams = new ArrayList<>(directory.streams());
        this.streams.add(delegations.stream());
        this.sessions = sessions;
        this.bound = config.freshnessBound();
        this.riskBound = config.riskFreshnessBound();
        this.pipeline = new DecisionPipeline(
                directory.directory(),
                delegations.delegations(),
                policies::current,
                sessions.sessions(),
                this::freshness,
                clock);
        sessions.watch(new SessionRaces(pipeline, log::raced, clock));
    }

    /**
     * Once everything is known here that is demanded, or else a denial. Whatever goes wrong while deciding is a verdict that denies.
     * Goes on where it was asked, if that is an event loop.
     *
     * @param told what is made of the verdict, as soon as it is there and its parts are in this core's caches; nobody sees it before
     *     the verdict may be given, and if another takes its place it is made of that
     */
    public <T> CompletableFuture<T> decide(Question question, List<Demand> demands, Function<Verdict, T> told) {
        if (demands.isEmpty()) return here(decideAnywhere(question, told));
        return here(demanded.unmet(demands).subscribeAsCompletionStage())
                .thenCompose(unmet -> unmet.isEmpty()
                        ? here(decideAnywhere(question, told))
                        : tooEarly(question, unmet).thenApply(told));
    }

    /** The same on whichever thread hears of its record: for many that are waited for together, and come {@link #here} together. */
    private <T> CompletableFuture<T> decideAnywhere(Question question, Function<Verdict, T> told) {
        var verdict = timed(() -> pipeline.claim(question));
        var kept = log.keep(verdict);
        var early = told.apply(verdict);
        return kept.thenApply(answer -> given(verdict, answer) == verdict ? early : told.apply(answer));
    }

    private Verdict given(Verdict verdict, Verdict answer) {
        if (verdict.allowed() && !answer.allowed()) pipeline.release(verdict);
        return answer;
    }

    /** Each as if it were asked alone, in the order of the questions. */
    public <T> CompletableFuture<List<T>> decideAll(List<Question> questions, Function<Verdict, T> told) {
        return here(all(questions.stream()
                .map(question -> decideAnywhere(question, told))
                .toList()));
    }

    /** Once each of them is there, in their order. */
    public static <T> CompletableFuture<List<T>> all(List<CompletableFuture<T>> some) {
        return CompletableFuture.allOf(some.toArray(CompletableFuture[]::new))
                .thenApply(done -> some.stream().map(CompletableFuture::join).toList());
    }

    private CompletableFuture<Verdict> tooEarly(Question question, List<Demand> unmet) {
        var missing = unmet.stream().map(Demand::toString).collect(Collectors.joining(", "));
        return here(log.keep(pipeline.refuse(
                question,
                "at_least_as_fresh",
                Reason.NOT_YET_FRESH,
                unmet.get(0).stream(),
                missing + " has not arrived here; it changes once it has, if there is such a revision.")));
    }

    private static <T> CompletableFuture<T> here(CompletableFuture<T> result) {
        var context = Vertx.currentContext();
        if (context == null || result.isDone()) return result;
        var here = new CompletableFuture<T>();
        result.whenComplete((value, failure) -> context.runOnContext(ignored -> {
            if (failure == null) here.complete(value);
            else here.completeExceptionally(failure);
        }));
        return here;
    }

    /** Without a record: what the answer would be. Nothing may be done on the strength of it. */
    public Verdict preview(Question question) {
        return timed(() -> pipeline.decide(question));
    }

    private Verdict timed(Supplier<Verdict> deciding) {
        var began = System.nanoTime();
        var verdict = deciding.get();
        metrics.decided(System.nanoTime() - began);
        return verdict;
    }

    /** Streams only ever become more complete, so that what was gathered a moment ago lets nothing pass that is stale now. */
    Freshness freshness() {
        var known = gathered;
        var now = System.nanoTime();
        if (known == null || now - known.at() > GATHERED_FOR_NANOS) {
            known = new Gathered(gather(), now);
            gathered = known;
        }
        return known.freshness();
    }

    private Freshness gather() {
        var completeUntil = new LinkedHashMap<String, Instant>();
        completeUntil.putAll(sessions.completeUntil());
        for (var stream : streams) completeUntil.put(stream.topic(), stream.completeUntil());
        return new Freshness(completeUntil, bound, new Freshness(sessions.riskCompleteUntil(), riskBound));
    }

    private record Gathered(Freshness freshness, long at) {}
}
