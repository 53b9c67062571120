package dev.mandate.audit.trail;

import dev.mandate.audit.identities.Accountable;
import dev.mandate.audit.identities.FindingNames;
import dev.mandate.events.actions.ActionEvent;
import dev.mandate.events.administration.ProposalEvent;
import dev.mandate.events.administration.RecordingEvent;
import dev.mandate.events.administration.ReplayEvent;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.authz.PolicyRecord;
import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.SignalEvent;
import dev.mandate.events.identity.TokenEvent;
import dev.mandate.events.lifecycle.AccessState;
import dev.mandate.events.lifecycle.ApprovalState;
import dev.mandate.events.lifecycle.GovernanceEvent;
import dev.mandate.events.lifecycle.WorkerEvent;
import dev.mandate.events.risk.FindingEvent;
import dev.mandate.events.risk.RuleRecord;
import dev.mandate.events.risk.SuppressionState;
import dev.mandate.messaging.inbox.Gathering;
import dev.mandate.messaging.inbox.Inbox;
import dev.mandate.messaging.inbox.Intake;
import dev.mandate.messaging.inbox.Intakes;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Takes a poll at a time, and writes all of it in one statement. */
@ApplicationScoped
class TrailConsumer implements Intakes {
    private final Inbox inbox;
    private final TrailStore trail;
    private final Map<EventFamily<?>, Intake<?>> intakes = new LinkedHashMap<>();

    @Inject
    TrailConsumer(
            Inbox inbox,
            TrailStore trail,
            Narrator narrator,
            AdministrationNarrator administration,
            GovernanceNarrator governance,
            ApprovalNarrator approvals,
            TokenNarrator tokens,
            SignalNarrator signals,
            Accountable accountable,
            FindingNames names) {
        this.inbox = inbox;
        this.trail = trail;
        var policies = new PolicyNarrator(accountable::named);
        var risk = new RiskNarrator(accountable::named, names::sentence);
        record(DecisionEvent.FAMILY, narrator::decision);
        record(ActionEvent.FAMILY, narrator::action);
        record(WorkerEvent.FAMILY, narrator::worker);
        record(AccessState.FAMILY, narrator::access);
        record(IdentityState.FAMILY, narrator::identity);
        record(DelegationState.FAMILY, narrator::delegation);
        record(SignalEvent.FAMILY, signals::tell);
        record(AdministrationEvent.FAMILY, administration::tell);
        record(ProposalEvent.FAMILY, new ProposalNarrator(accountable::named)::tell);
        record(ReplayEvent.FAMILY, new ReplayNarrator(accountable::named)::tell);
        record(RecordingEvent.FAMILY, new RecordingNarrator(accountable::named)::tell);
        record(GovernanceEvent.FAMILY, governance::tell);
        record(ApprovalState.FAMILY, TrailConsumer::isTold, approvals::tell);
        record(TokenEvent.FAMILY, tokens::tell);
        record(PolicyRecord.FAMILY, TrailConsumer::isTold, policies::tell);
        record(FindingEvent.FAMILY, risk::finding);
        record(RuleRecord.FAMILY, new RuleNarrator(accountable::named)::tell);
        record(SuppressionState.FAMILY, risk::suppression);
    }

    @Incoming("decisions")
    Uni<Void> decisions(ConsumerRecords<byte[], byte[]> batch) {
        return Gathering.after(batch, take(DecisionEvent.FAMILY, batch));
    }

    @Incoming("actions")
    Uni<Void> actions(ConsumerRecords<byte[], byte[]> batch) {
        return Gathering.after(batch, take(ActionEvent.FAMILY, batch));
    }

    /** Of all other topics; one after the other. */
    @Incoming("others")
    Uni<Void> others(ConsumerRecords<byte[], byte[]> batch) {
        Uni<Void> taken = Uni.createFrom().voidItem();
        for (var intake : intakes.values()) {
            var records = batch.records(intake.family().topic().name());
            taken = taken.chain(() -> inbox.handle(intake, records));
        }
        return taken;
    }

    @Override
    public List<Intake<?>> intakes() {
        return List.copyOf(intakes.values());
    }

    private <E> void record(EventFamily<E> family, Function<E, TrailRow> tell) {
        record(family, any -> true, tell);
    }

    private <E> void record(EventFamily<E> family, Predicate<E> isTold, Function<E, TrailRow> tell) {
        intakes.put(family, Intake.of(family, events -> {
            var told = events.stream()
                    .filter(received -> isTold.test(received.event()))
                    .toList();
            return trail.append(family, told, tell);
        }));
    }

    /** The texts of the policies are no events: what is told of them is that they were published, and what is in force. */
    private static boolean isTold(PolicyRecord record) {
        return !(record instanceof PolicyRecord.Part);
    }

    /** What is deleted was told of before. */
    private static boolean isTold(ApprovalState state) {
        return !state.deleted();
    }

    private Uni<Void> take(EventFamily<?> family, ConsumerRecords<byte[], byte[]> batch) {
        return inbox.handle(Objects.requireNonNull(intakes.get(family)), batch);
    }
}
