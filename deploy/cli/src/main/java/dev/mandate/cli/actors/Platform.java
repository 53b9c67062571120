package dev.mandate.cli.actors;

import dev.mandate.cli.client.KafkaAccess;
import dev.mandate.events.actions.ActionEvent;
import dev.mandate.events.actions.ToolResult;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.topics.Account;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;

/** An agent platform: runs what was allowed and reports it on {@code agent.actions.v1}. */
public final class Platform implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;

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
        producer.send(KafkaAccess.record(
                ActionEvent.FAMILY,
                new Envelope<ActionEvent>("urn:platform:demo", UUID.randomUUID().toString(), at, action, null)));
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }
}
