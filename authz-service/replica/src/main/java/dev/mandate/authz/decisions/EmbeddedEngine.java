package dev.mandate.authz.decisions;

import dev.mandate.authz.engine.decisions.DecisionPipeline;
import dev.mandate.authz.engine.delegations.Delegations;
import dev.mandate.authz.engine.entities.Directory;
import dev.mandate.authz.engine.policies.Policies;
import dev.mandate.authz.engine.recording.BufferedActions;
import dev.mandate.authz.engine.recording.DecisionLog;
import dev.mandate.authz.engine.recording.Decisions;
import dev.mandate.authz.engine.recording.DemandedState;
import dev.mandate.authz.engine.recording.JudgementPatience;
import dev.mandate.authz.engine.sessions.Receipts;
import dev.mandate.authz.engine.sessions.Sessions;
import dev.mandate.authz.recording.DecisionSender;
import dev.mandate.authz.recording.RecordingConfig;
import dev.mandate.authz.sessions.SessionConfig;
import dev.mandate.authz.sessions.SessionStreams;
import dev.mandate.authz.settings.TimeRange;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Set;

/** The engine with what this service gives it: what its streams tell, its clock, where records go and what is counted. */
@Singleton
class EmbeddedEngine {
    private final DecisionPipeline pipeline;
    private final DecisionLog log;
    private final DecisionMetrics metrics;
    private final DemandedState demanded;
    private final JudgementPatience patience;

    EmbeddedEngine(
            Directory directory,
            Delegations delegations,
            Policies policies,
            Sessions sessions,
            StreamFreshness freshness,
            DecisionSender sender,
            DecisionMetrics metrics,
            DemandedState demanded,
            DecisionConfig decisions,
            SessionConfig counted,
            RecordingConfig recording,
            Receipts receipts,
            InstantSource clock) {
        this.pipeline = new DecisionPipeline(
                directory, delegations, policies::current, sessions, freshness, receipts, counted.permit(), clock);
        var buffered = new BufferedActions(decisions.buffered().orElse(Set.of()), directory.catalogue());
        this.log = new DecisionLog(
                sender,
                buffered,
                metrics,
                sessions.approvals().uses(),
                sessions.places(),
                TimeRange.PATIENCE.of("mandate.decisions.ack-timeout", recording.ackTimeout()),
                clock);
        this.metrics = metrics;
        this.demanded = demanded;
        this.patience = new JudgementPatience(
                TimeRange.PATIENCE.of("mandate.decisions.judgement-patience", decisions.judgementPatience()),
                decisions.mostAwaitingJudgement());
    }

    @Produces
    @Singleton
    Decisions decisions() {
        return new Decisions(pipeline, log, metrics, demanded, patience);
    }

    void start(@Observes StartupEvent event, SessionStreams sessions) {
        sessions.watch(pipeline.races(log::raced));
        log.start();
    }

    void stop(@Observes ShutdownEvent event) {
        log.close();
    }
}
