package dev.mandate.cli.actors;

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
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jspecify.annotations.Nullable;

/** An agent platform: runs what was allowed and reports it on {@code agent.actions.v1}. */
public final class Platform implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<@Nullable Exception> lost = new AtomicReference<>();

    public Platform(KafkaAccess kafka) {
        this.producer = kafka.producer(Account.AGENT_PLATFORM);
    }

    /** Reports a call that ran under the verdict. */
    public void report(
            Session session, String agent, Verdict verdict, String tool, Map<String, Object> arguments, Instant at) {
        var action = new ActionEvent.ToolCalled(
                new SessionId(session.session()),
                new IdentityId(agent),
                new DelegationId(session.delegation()),
                new DecisionId(verdict.id()),
                tool,
                arguments,
                at,
                ToolResult.succeeded(420),
                List.of());
        send(action, verdict.receipt());
        flush();
    }

    /**
     * Hands a report over; {@link #flush} waits until all have arrived.
     *
     * @param receipt that its decision was given with; null for none
     */
    public void send(ActionEvent action, @Nullable Receipt receipt) {
        var id = UUID.randomUUID().toString();
        var event = new Envelope<>("urn:platform:demo", id, action.occurredAt(), action, null, receipt);
        producer.send(KafkaAccess.record(ActionEvent.FAMILY, event), (sent, failure) -> {
            if (failure != null) lost.set(failure);
        });
    }

    /** @throws IllegalStateException if a report was lost */
    public void flush() {
        producer.flush();
        var failure = lost.get();
        if (failure != null) throw new IllegalStateException("the broker did not take a report", failure);
    }

    @Override
    public void close() {
        producer.close();
    }
}
