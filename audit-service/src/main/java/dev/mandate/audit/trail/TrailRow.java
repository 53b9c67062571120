package dev.mandate.audit.trail;

import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import org.jspecify.annotations.Nullable;

/** What a line of the trail says of its event, beside what every event has. The event itself is the payload. */
record TrailRow(
        @Nullable SessionId session,
        @Nullable IdentityId agent,
        @Nullable IdentityId person,
        @Nullable DelegationId delegation,
        @Nullable DecisionId decision,
        @Nullable String outcome,
        String summary) {

    /** About one identity, and nothing else. */
    static TrailRow about(IdentityId identity, @Nullable IdentityId person, @Nullable String outcome, String summary) {
        return new TrailRow(null, identity, person, null, null, outcome, summary);
    }
}
