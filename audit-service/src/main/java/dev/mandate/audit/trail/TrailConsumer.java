package dev.mandate.audit.trail;

import dev.mandate.audit.identities.Accountable;
import dev.mandate.events.actions.ActionEvent;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.authz.PolicyRecord;
import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.SignalEvent;
import dev.mandate.events.identity.TokenEvent;
import dev.mandate.events.lifecycle.AccessState;
import dev.mandate.events.lifecycle.GovernanceEvent;
import dev.mandate.events.lifecycle.WorkerEvent;
import dev.mandate.events.risk.FindingEvent;
import dev.mandate.events.risk.RuleRecord;
import dev.mandate.events.risk.SuppressionState;
import dev.mandate.messaging.inbox.Inbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Takes a poll at a time, and writes all of it in one statement. */
@ApplicationScoped
class TrailConsumer {
    private final Inbox inbox;
    private final TrailStore trail;
    private final Narrator narrator;
    private final AdministrationNarrator administration;
    private final GovernanceNarrator governance;
    private final TokenNarrator tokens;
    private final SignalNarrator signals;
    private final PolicyNarrator policies;
    private final RiskNarrator risk;
    private final RuleNarrator rules;

    @Inject
    TrailConsumer(
            Inbox inbox,
            TrailStore trail,
            Narrator narrator,
            AdministrationNarrator administration,
            GovernanceNarrator governance,
            TokenNarrator tokens,
            SignalNarrator signals,
            Accountable accountable) {
        this.inbox = inbox;
        this.trail = trail;
        this.narrator = narrator;
        this.administration = administration;
        this.governance = governance;
        this.tokens = tokens;
        this.signals = signals;
        this.policies = new PolicyNarrator(accountable::named);
        this.risk = new RiskNarrator(accountable::named);
        this.rules = new RuleNarrator(accountable::named);
    }

    @Incoming("decisions")
    Uni<Void> decisions(ConsumerRecords<byte[], byte[]> batch) {
        return record(DecisionEvent.FAMILY, batch, narrator::decision);
    }

    @Incoming("actions")
    Uni<Void> actions(ConsumerRecords<byte[], byte[]> batch) {
        return record(ActionEvent.FAMILY, batch, narrator::action);
    }

    @Incoming("workers")
    Uni<Void> workers(ConsumerRecords<byte[], byte[]> batch) {
        return record(WorkerEvent.FAMILY, batch, narrator::worker);
    }

    @Incoming("access")
    Uni<Void> access(ConsumerRecords<byte[], byte[]> batch) {
        return record(AccessState.FAMILY, batch, narrator::access);
    }

    @Incoming("identities")
    Uni<Void> identities(ConsumerRecords<byte[], byte[]> batch) {
        return record(IdentityState.FAMILY, batch, narrator::identity);
    }

    @Incoming("delegations")
    Uni<Void> delegations(ConsumerRecords<byte[], byte[]> batch) {
        return record(DelegationState.FAMILY, batch, narrator::delegation);
    }

    @Incoming("signals")
    Uni<Void> signals(ConsumerRecords<byte[], byte[]> batch) {
        return record(SignalEvent.FAMILY, batch, signals::tell);
    }

    @Incoming("administration")
    Uni<Void> administration(ConsumerRecords<byte[], byte[]> batch) {
        return record(AdministrationEvent.FAMILY, batch, administration::tell);
    }

    @Incoming("governance")
    Uni<Void> governance(ConsumerRecords<byte[], byte[]> batch) {
        return record(GovernanceEvent.FAMILY, batch, governance::tell);
    }

    @Incoming("tokens")
    Uni<Void> tokens(ConsumerRecords<byte[], byte[]> batch) {
        return record(TokenEvent.FAMILY, batch, tokens::tell);
    }

    /** The texts of the policies are no events: what is told of them is that they were published, and what is in force. */
    @Incoming("policies")
    Uni<Void> policies(ConsumerRecords<byte[], byte[]> batch) {
        return inbox.handle(PolicyRecord.FAMILY, batch, records -> {
            var told = records.stream()
                    .filter(record -> !(record.event() instanceof PolicyRecord.Part))
                    .toList();
            return trail.append(PolicyRecord.FAMILY, told, policies::tell);
        });
    }

    @Incoming("findings")
    Uni<Void> findings(ConsumerRecords<byte[], byte[]> batch) {
        return record(FindingEvent.FAMILY, batch, risk::finding);
    }

    @Incoming("rules")
    Uni<Void> rules(ConsumerRecords<byte[], byte[]> batch) {
        return record(RuleRecord.FAMILY, batch, rules::tell);
    }

    @Incoming("suppressions")
    Uni<Void> suppressions(ConsumerRecords<byte[], byte[]> batch) {
        return record(SuppressionState.FAMILY, batch, risk::suppression);
    }

    private <E> Uni<Void> record(
            EventFamily<E> family, ConsumerRecords<byte[], byte[]> batch, Function<E, TrailRow> tell) {
        return inbox.handle(family, batch, events -> trail.append(family, events, tell));
    }
}
