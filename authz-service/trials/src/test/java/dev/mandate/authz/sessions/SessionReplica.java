package dev.mandate.authz.sessions;

import dev.mandate.authz.engine.approvals.ApprovalUses;
import dev.mandate.authz.engine.delegations.Delegations;
import dev.mandate.authz.engine.entities.Catalogue;
import dev.mandate.authz.engine.sessions.CountedCall;
import dev.mandate.authz.engine.sessions.Overtaken;
import dev.mandate.authz.engine.sessions.RecordPlaces;
import dev.mandate.authz.engine.sessions.SessionFacts;
import dev.mandate.authz.engine.sessions.SessionLedger;
import dev.mandate.embedded.Platform;
import dev.mandate.events.actions.ActionEvent;
import dev.mandate.events.authz.CallDigest;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.ids.ApprovalId;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.messaging.follower.TopicFollower;
import dev.mandate.messaging.kafka.KafkaClients;
import dev.mandate.messaging.records.KafkaRecords;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.Producer;

/** What one replica knows of sessions, by the real broker, and what it writes. */
final class SessionReplica implements AutoCloseable {
    private static final IdentityId AGENT = new IdentityId("agt_x");

    final SessionLedger ledger = new SessionLedger(10_000);
    final ApprovalUses uses = new ApprovalUses();
    final List<Overtaken> overtaken = new CopyOnWriteArrayList<>();

    private final Catalogue catalogue;
    private final TopicFollower decisions;
    private final TopicFollower actions;
    private final Producer<byte[], byte[]> producer;

    SessionReplica(Platform platform, Catalogue catalogue, Duration lookBack) {
        this.catalogue = catalogue;
        var clients = new KafkaClients(platform.kafkaClientConfig("authz"));
        var facts = new SessionFacts(
                ledger,
                uses,
                new RecordPlaces(),
                catalogue,
                Delegations.empty(),
                Duration.ofMinutes(5),
                InstantSource.system());
        var records = new SessionRecords(facts);
        facts.watch((allow, what) -> overtaken.add(what));
        decisions = SessionRecords.follower(
                DecisionEvent.FAMILY, clients, InstantSource.system(), () -> true, records.decisions());
        actions = SessionRecords.follower(
                ActionEvent.FAMILY,
                clients,
                InstantSource.system(),
                decisions::caughtUp,
                records.actions(new OwnPlaces()));
        decisions.start(lookBack);
        actions.start(lookBack);
        producer = clients.producer(Map.of("linger.ms", 1));
    }

    boolean caughtUp() {
        return decisions.caughtUp() && actions.caughtUp();
    }

    Instant completeUntil() {
        return decisions.completeUntil();
    }

    int calls(SessionId session) {
        return ledger.of(session, Instant.now()).calls();
    }

    /** Counts; its record is for the caller to send. */
    Decided allow(SessionId session, String tool) {
        return allow(session, tool, Map.of());
    }

    Decided allow(SessionId session, String tool, Map<String, Object> arguments) {
        var decided = SessionDecisions.decided(session, DecisionId.next(), tool, arguments, true);
        var call = CountedCall.of(tool, catalogue.tool(tool).state(), arguments);
        var now = Instant.now();
        if (!ledger.count(
                session, now, ledger.of(session, now), decided.decision(), call, CallDigest.of(AGENT, tool, arguments)))
            throw new IllegalStateException("nobody else asks");
        return decided;
    }

    /** The same by an approval, which nobody else is known to have used. */
    Decided allowBy(ApprovalId approval, SessionId session, String tool) {
        var allow = SessionDecisions.using(approval, allow(session, tool));
        if (!uses.claim(approval, allow.decision())) throw new IllegalStateException("somebody has used it");
        return allow;
    }

    /** Returns once it is acknowledged. */
    void send(Decided decided) {
        var envelope = new Envelope<DecisionEvent>(
                "urn:mandate:authz", decided.decision().value(), decided.at(), decided, null);
        var wire = CloudEventCodec.encode(DecisionEvent.FAMILY, envelope);
        try {
            producer.send(KafkaRecords.toSend(DecisionEvent.FAMILY.topic().name(), wire))
                    .get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        decisions.close();
        actions.close();
        producer.close();
    }
}
