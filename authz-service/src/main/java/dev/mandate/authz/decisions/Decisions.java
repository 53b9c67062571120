package dev.mandate.authz.decisions;

import dev.mandate.authz.delegations.DelegationProjection;
import dev.mandate.authz.entities.DirectoryProjection;
import dev.mandate.authz.freshness.Demand;
import dev.mandate.authz.freshness.DemandedFreshness;
import dev.mandate.authz.policies.Policies;
import dev.mandate.authz.sessions.SessionStreams;
import dev.mandate.messaging.projection.StateProjection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Decides and records. */
@ApplicationScoped
public class Decisions {
    private final DecisionPipeline pipeline;
    private final DecisionLog log;
    private final DecisionMetrics metrics;
    private final DemandedFreshness demanded;
    private final List<StateProjection<?>> streams;
    private final SessionStreams sessions;
    private final Duration bound;
    private final Duration riskBound;

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

    /** Fails never: whatever goes wrong is a verdict that denies. Goes on where it was asked, if that is an event loop. */
    public Uni<Verdict> decide(Question question) {
        return here(decideAnywhere(question));
    }

    /** The same on whichever thread hears of its record: for many that are waited for together, and come {@link #here} together. */
    private Uni<Verdict> decideAnywhere(Question question) {
        var verdict = timed(() -> pipeline.claim(question));
        return log.keep(verdict).invoke(answer -> {
            if (verdict.allowed() && !answer.allowed()) pipeline.release(verdict);
        });
    }

    /** Each as if it were asked alone, in the order of the questions. */
    public Uni<List<Verdict>> decideAll(List<Question> questions) {
        if (questions.isEmpty()) return Uni.createFrom().item(List.of());
        return here(Uni.join()
                .all(questions.stream().map(this::decideAnywhere).toList())
                .andFailFast());
    }

    /** The same once all of it is known here; if it doesn't arrive in time, a denial. */
    public Uni<Verdict> decide(Question question, List<Demand> demands) {
        if (demands.isEmpty()) return decide(question);
        return here(demanded.unmet(demands))
                .chain(unmet -> unmet.isEmpty() ? decide(question) : tooEarly(question, unmet));
    }

    private Uni<Verdict> tooEarly(Question question, List<Demand> unmet) {
        var missing = unmet.stream().map(Demand::toString).collect(Collectors.joining(", "));
        var why = new Outcome.Refused(
                Reason.NOT_YET_FRESH,
                missing + " has not arrived here; it changes once it has, if there is such a revision.",
                unmet.get(0).stream(),
                List.of(),
                List.of());
        return here(log.keep(pipeline.refuse(question, "at_least_as_fresh", why)));
    }

    private static <T> Uni<T> here(Uni<T> result) {
        var context = Vertx.currentContext();
        return context == null ? result : result.emitOn(task -> context.runOnContext(ignored -> task.run()));
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

    Freshness freshness() {
        var completeUntil = new LinkedHashMap<String, Instant>();
        completeUntil.putAll(sessions.completeUntil());
        for (var stream : streams) completeUntil.put(stream.topic(), stream.completeUntil());
        return new Freshness(completeUntil, bound, new Freshness(sessions.riskCompleteUntil(), riskBound));
    }
}
