package dev.mandate.lifecycle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.embedded.Platform;
import dev.mandate.events.authz.CallDigest;
import dev.mandate.events.authz.DecidedBuilder;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.authz.Established;
import dev.mandate.events.authz.NeededApproval;
import dev.mandate.events.authz.NeededApproval.Before;
import dev.mandate.events.authz.Obligation;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.ids.ApprovalId;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Stands in for authz-service, with its account: denials that ask for an approval, and allows that use one up. */
public final class Decisions implements AutoCloseable {
    public static final IdentityId AGENT = new IdentityId("agt_researcher");

    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Platform.shared().kafkaClientConfig("authz"), new ByteArraySerializer(), new ByteArraySerializer());

    /** One call of the session by this subject, for this person. */
    public record Call(IdentityId subject, String person, String session, String tool, Map<String, Object> arguments) {}

    /** @param demand value of the obligation; null for who answers for the call */
    public ApprovalId asks(Call call, @Nullable String demand, Instant at) {
        var decision = DecisionId.next();
        var approval = new NeededApproval(
                ApprovalId.of(decision), digest(call), true, new Before(3, List.of("private", "untrusted")));
        send(decided(
                decision,
                call,
                at,
                false,
                List.of(new Obligation(Obligation.Kind.APPROVAL, demand, "held")),
                approval));
        return approval.id();
    }

    /** The same of a call that this client makes by the person's token, shown to the gateway that asks. */
    public ApprovalId asksByClient(Call call, String client) {
        var decision = DecisionId.next();
        var approval =
                new NeededApproval(ApprovalId.of(decision), digest(call), true, new Before(1, List.of("private")));
        send(decided(
                decision,
                call,
                Instant.now(),
                false,
                List.of(new Obligation(Obligation.Kind.APPROVAL, null, "held")),
                approval,
                new Established(client, false)));
        return approval.id();
    }

    public DecisionId uses(Call call, ApprovalId approval) {
        var decision = DecisionId.next();
        send(decided(decision, call, Instant.now(), true, List.of(), new NeededApproval(approval, digest(call))));
        return decision;
    }

    private static CallDigest digest(Call call) {
        return CallDigest.of(call.subject(), call.tool(), call.arguments());
    }

    private static Decided decided(
            DecisionId decision,
            Call call,
            Instant at,
            boolean allowed,
            List<Obligation> obligations,
            NeededApproval approval) {
        return decided(decision, call, at, allowed, obligations, approval, null);
    }

    private static Decided decided(
            DecisionId decision,
            Call call,
            Instant at,
            boolean allowed,
            List<Obligation> obligations,
            NeededApproval approval,
            @Nullable Established established) {
        var type = call.subject().isPerson() ? "person/" : "agent/";
        return DecidedBuilder.of(decision, at, type + call.subject(), "call", "tool/" + call.tool())
                .session(new SessionId(call.session()))
                .identity(call.subject())
                .chain(List.of(call.subject()))
                .person(new IdentityId(call.person()))
                .delegation(call.session().startsWith("del_") ? new DelegationId(call.session()) : null)
                .arguments(call.arguments())
                .answered(allowed, "approval_required", "Mail leaves the house.")
                .policies("sha256:5f2c", 1)
                .caller("cli_gateway")
                .obligations(obligations)
                .approval(approval)
                .established(established)
                .build();
    }

    private void send(Decided decided) {
        var wire = CloudEventCodec.encode(
                DecisionEvent.FAMILY,
                new Envelope<>("urn:mandate:authz", decided.decision().value(), decided.at(), decided, null));
        var record = new ProducerRecord<>("authz.decisions.v1", wire.key(), wire.value());
        wire.headers().forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
        producer.send(record);
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }
}
