package dev.mandate.identity.findings;

import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.SignalEvent;
import dev.mandate.events.identity.SignalEvent.Initiator;
import dev.mandate.events.identity.SignalEvent.Level;
import dev.mandate.events.identity.SignalEvent.RiskLevelChange;
import dev.mandate.events.identity.SignalEvent.SessionRevoked;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.risk.FindingEvent;
import dev.mandate.identity.delegations.Revocations;
import dev.mandate.messaging.inbox.Received;
import dev.mandate.messaging.outbox.Outbox;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A critical finding ends the session's delegations; from a high one on, receivers of signals hear of the risk. Only findings
 * about calls that authz-service decided count, so that nobody ends a session by making events up.
 */
@ApplicationScoped
class SessionRisks {
    private static final String CRITICAL = "risk_critical";

    private final Revocations revocations;
    private final Outbox outbox;
    private final InstantSource clock;

    SessionRisks(Revocations revocations, Outbox outbox, InstantSource clock) {
        this.revocations = revocations;
        this.outbox = outbox;
        this.clock = clock;
    }

    Uni<Void> apply(List<Received<FindingEvent>> findings) {
        return Multi.createFrom()
                .iterable(findings)
                .map(received -> received.envelope().data())
                .filter(finding -> finding.alert() && finding.attested() && finding.severityId() >= FindingEvent.HIGH)
                .onItem()
                .transformToUniAndConcatenate(this::apply)
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private Uni<Void> apply(FindingEvent finding) {
        var named = finding.unmapped().session();
        if (named == null) return Uni.createFrom().voidItem();
        var session = new SessionId(named);
        var critical = finding.severityId() >= FindingEvent.CRITICAL;
        var uid = finding.findingInfo().uid();
        Uni<List<DelegationState>> revoked = critical
                ? revocations.ofSession(session, CRITICAL + ": " + uid)
                : Uni.createFrom().item(List.of());
        return revoked.chain(ended -> outbox.publishAll(SignalEvent.FAMILY, signals(finding, session, ended)));
    }

    private List<SignalEvent> signals(FindingEvent finding, SessionId session, List<DelegationState> ended) {
        var subject = subject(finding, session, ended);
        var signals = new ArrayList<SignalEvent>();
        if (subject.isEmpty()) return signals;
        var uid = finding.findingInfo().uid();
        if (finding.activityId() == FindingEvent.CREATE)
            signals.add(new RiskLevelChange(
                    subject.get(),
                    session,
                    clock.instant(),
                    Level.HIGH,
                    finding.findingInfo().title(),
                    uid));
        if (!ended.isEmpty())
            signals.add(new SessionRevoked(subject.get(), session, clock.instant(), Initiator.POLICY, CRITICAL, uid));
        return signals;
    }

    /** The person who gave the task, as his delegation says, else who answers for it, else who acts on his own. */
    private static Optional<IdentityId> subject(FindingEvent finding, SessionId session, List<DelegationState> ended) {
        var root = ended.stream().filter(state -> state.parent() == null).map(DelegationState::delegator);
        var told = Optional.ofNullable(finding.unmapped().person()).map(IdentityId::new);
        var alone = Optional.of(session.value())
                .filter(text -> text.indexOf(':') >= 0)
                .map(text -> new IdentityId(text.substring(text.indexOf(':') + 1)));
        return root.findFirst().or(() -> told).or(() -> alone);
    }
}
