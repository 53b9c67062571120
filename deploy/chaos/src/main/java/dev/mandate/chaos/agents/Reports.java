package dev.mandate.chaos.agents;

import dev.mandate.chaos.ledger.Ledger;
import dev.mandate.cli.actors.Session;
import dev.mandate.cli.client.KafkaAccess;
import dev.mandate.events.actions.ActionEvent;
import dev.mandate.events.actions.ToolResult;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.cloudevents.Receipt;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.topics.Account;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jspecify.annotations.Nullable;

/** The agents' platform, which tells what was done; it is on the ledger once the broker has acknowledged it. */
public final class Reports implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final Ledger ledger;

    public Reports(KafkaAccess kafka, Ledger ledger) {
        this.producer = kafka.producer(Account.AGENT_PLATFORM);
        this.ledger = ledger;
    }

    /**
     * Waits for the broker.
     *
     * @param receipt that the decision was given with; null for none
     */
    boolean done(
            Session session,
            String agent,
            DecisionId decision,
            @Nullable Receipt receipt,
            String tool,
            Map<String, Object> arguments) {
        var action = new ActionEvent.ToolCalled(
                new SessionId(session.session()),
                new IdentityId(agent),
                new DelegationId(session.delegation()),
                decision,
                tool,
                arguments,
                Instant.now(),
                ToolResult.succeeded(420),
                List.of());
        var id = UUID.randomUUID().toString();
        try {
            producer.send(KafkaAccess.record(
                            ActionEvent.FAMILY,
                            new Envelope<>("urn:platform:chaos", id, action.occurredAt(), action, null, receipt)))
                    .get();
            ledger.actions.add(id);
            return true;
        } catch (ExecutionException e) {
            ledger.uncertainSessions.add(session.session());
            ledger.refused.add("a report: " + e.getCause());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ledger.uncertainSessions.add(session.session());
            return false;
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
