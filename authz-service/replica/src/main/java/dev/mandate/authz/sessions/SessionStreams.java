package dev.mandate.authz.sessions;

import dev.mandate.authz.engine.approvals.Approvals;
import dev.mandate.authz.engine.sessions.Overtakings;
import dev.mandate.authz.engine.sessions.Receipts;
import dev.mandate.authz.engine.sessions.SessionFacts;
import dev.mandate.authz.engine.sessions.SessionLedger;
import dev.mandate.authz.engine.sessions.Sessions;
import dev.mandate.authz.projections.ApprovalProjection;
import dev.mandate.authz.projections.DelegationProjection;
import dev.mandate.authz.projections.DirectoryProjection;
import dev.mandate.events.actions.ActionEvent;
import dev.mandate.events.actions.ActionEvent.ModelUsed;
import dev.mandate.events.actions.ActionEvent.ToolCalled;
import dev.mandate.events.actions.ActionPlace;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.cloudevents.Receipt;
import dev.mandate.events.risk.SessionRecord;
import dev.mandate.messaging.follower.TopicFollower;
import dev.mandate.messaging.kafka.KafkaClients;
import dev.mandate.messaging.projection.StateProjection;
import dev.mandate.messaging.projection.StateProjections;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what is known of {@link Sessions}: what the risk job tells of them on {@code risk.sessions.v1}, what any replica allowed
 * them by {@code authz.decisions.v1}, and what became of it by {@code agent.actions.v1}. The latter two are read from some time
 * ago on, in every replica for itself.
 */
@ApplicationScoped
public class SessionStreams {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private final Sessions sessions;
    private final StateProjection<SessionRecord> risk;
    private final TopicFollower decisions;
    private final TopicFollower actions;
    private final SessionFacts facts;
    private final SessionRecords records;
    private final KnownSoFar known = new KnownSoFar();
    private final OwnPlaces told = new OwnPlaces();
    private final Duration lookBack;

    SessionStreams(
            StateProjections projections,
            KafkaClients clients,
            DirectoryProjection directory,
            DelegationProjection delegations,
            ApprovalProjection approvals,
            SessionConfig config,
            Receipts receipts,
            MeterRegistry meters,
            InstantSource clock) {
        lookBack = config.lookBack();
        sessions = Sessions.of(new SessionLedger(config.most(), recent(config), clock), approvals.approvals());
        risk = projections.of(SessionRecord.FAMILY, new SessionListener(sessions.touched()));
        var awaited = new ArrayList<StateProjection<?>>(directory.streams());
        awaited.add(delegations.stream());
        facts = new SessionFacts(
                sessions.allowed(),
                sessions.approvals().uses(),
                sessions.places(),
                directory.directory().catalogue(),
                delegations.delegations(),
                receipts,
                permit(config),
                clock);
        sessions.allowed().judgedUntil(risk::completeUntil);
        sessions.places().areTold();
        records = new SessionRecords(facts);
        decisions = SessionRecords.follower(
                DecisionEvent.FAMILY,
                clients,
                clock,
                () -> awaited.stream().allMatch(StateProjection::caughtUp),
                records.decisions());
        actions =
                SessionRecords.follower(ActionEvent.FAMILY, clients, clock, decisions::caughtUp, records.actions(told));
        meters.gauge("mandate.sessions.counted", sessions.allowed(), SessionLedger::size);
        meters.gauge("mandate.approvals.open", sessions.approvals(), Approvals::size);
    }

    private static Duration recent(SessionConfig config) {
        var recent = config.recent();
        if (recent.compareTo(Duration.ofMinutes(1)) < 0 || recent.compareTo(Duration.ofHours(24)) > 0)
            throw new IllegalArgumentException("mandate.sessions.recent is 1 minute to 24 hours");
        return recent;
    }

    private static Duration permit(SessionConfig config) {
        var permit = config.permit();
        if (permit.compareTo(SHORTEST) < 0 || permit.compareTo(LONGEST) > 0)
            throw new IllegalArgumentException("mandate.sessions.permit is " + SHORTEST + " to " + LONGEST);
        return permit;
    }

    @Produces
    @Singleton
    public Sessions sessions() {
        return sessions;
    }

    /** Who is told when an own allow turns out to have overtaken those of others. */
    public void watch(Overtakings watcher) {
        facts.watch(watcher);
    }

    /** A record of this process is on the topic of decisions. */
    public void placed(ProducerRecord<byte[], byte[]> record, RecordMetadata at) {
        var before = known.placed(at.partition(), at.offset(), decisions.position(at.partition()));
        if (before && facts.awaited()) records.placed(record, at.timestamp());
    }

    /**
     * What became of a call, or of the use of a model, is on the topic: it is known in this process before its record is read. Told in the order
     * of the partition.
     *
     * @param shown what its decision was given with; null where it was given with nothing
     */
    public void told(ActionEvent outcome, @Nullable Receipt shown, RecordMetadata at) {
        if (outcome instanceof ToolCalled called) facts.called(called, shown, place(at));
        if (outcome instanceof ModelUsed used) facts.used(used, shown);
        told.placed(at.partition(), at.offset(), actions.position(at.partition()));
    }

    private static @Nullable ActionPlace place(RecordMetadata at) {
        return at.hasOffset() ? new ActionPlace(at.partition(), at.offset()) : null;
    }

    /** How far what other replicas allowed is known, by topic. */
    public Map<String, Instant> completeUntil() {
        return Map.of(decisions.topic(), decisions.completeUntil());
    }

    /** How far what was found about sessions is known, by topic. */
    public Map<String, Instant> riskCompleteUntil() {
        return Map.of(risk.topic(), risk.completeUntil());
    }

    /** By topic: everything that was on it at the start has been read. */
    Map<String, Boolean> caughtUp() {
        var caughtUp = new LinkedHashMap<String, Boolean>();
        for (var reader : List.of(decisions, actions)) caughtUp.put(reader.topic(), reader.caughtUp());
        return caughtUp;
    }

    void start(@Observes StartupEvent event) {
        risk.start();
        decisions.start(lookBack);
        actions.start(lookBack);
    }

    void stop(@Observes ShutdownEvent event) {
        risk.close();
        decisions.close();
        actions.close();
    }
}
