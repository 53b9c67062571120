package dev.mandate.events;

import dev.mandate.events.actions.ActionEvent;
import dev.mandate.events.administration.ProposalEvent;
import dev.mandate.events.administration.RecordingEvent;
import dev.mandate.events.administration.ReplayEvent;
import dev.mandate.events.audit.CheckpointEvent;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.authz.PolicyRecord;
import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.hr.HrEvent;
import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.ClientState;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.KeyState;
import dev.mandate.events.identity.SignalEvent;
import dev.mandate.events.identity.TokenEvent;
import dev.mandate.events.lifecycle.AccessState;
import dev.mandate.events.lifecycle.ApprovalState;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.lifecycle.GovernanceEvent;
import dev.mandate.events.lifecycle.WorkerEvent;
import dev.mandate.events.risk.FindingEvent;
import dev.mandate.events.risk.ProfileTally;
import dev.mandate.events.risk.RuleRecord;
import dev.mandate.events.risk.SessionRecord;
import dev.mandate.events.risk.SuppressionState;
import java.util.List;

/** Every event family: what may be on each topic of the catalogue but the dead letters. */
public final class EventFamilies {
    private static final List<EventFamily<?>> ALL = List.of(
            HrEvent.FAMILY,
            ActionEvent.FAMILY,
            WorkerEvent.FAMILY,
            AccessState.FAMILY,
            CatalogEntry.FAMILY,
            GovernanceEvent.FAMILY,
            ApprovalState.FAMILY,
            IdentityState.FAMILY,
            DelegationState.FAMILY,
            KeyState.FAMILY,
            ClientState.FAMILY,
            TokenEvent.FAMILY,
            SignalEvent.FAMILY,
            AdministrationEvent.FAMILY,
            ProposalEvent.FAMILY,
            ReplayEvent.FAMILY,
            RecordingEvent.FAMILY,
            PolicyRecord.FAMILY,
            DecisionEvent.FAMILY,
            RuleRecord.FAMILY,
            SuppressionState.FAMILY,
            SessionRecord.FAMILY,
            ProfileTally.FAMILY,
            FindingEvent.FAMILY,
            CheckpointEvent.FAMILY);

    private EventFamilies() {}

    public static List<EventFamily<?>> all() {
        return ALL;
    }
}
