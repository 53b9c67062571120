package dev.mandate.audit.trail;

import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import org.jspecify.annotations.Nullable;

/**
 * What a line of the trail says of its event, beside what every event has. The event itself is the payload.
 *
 * @param subject what it is about where that is no identity, such as a grant or a catalogue entry
 * @param summary one line, whatever the texts of others in it are
 */
record TrailRow(
        @Nullable SessionId session,
        @Nullable IdentityId agent,
        @Nullable IdentityId person,
        @Nullable DelegationId delegation,
        @Nullable DecisionId decision,
        @Nullable String outcome,
        String summary,
        @Nullable String subject) {
    TrailRow {
        summary = PlainText.shown(summary);
    }

    TrailRow(
            @Nullable SessionId session,
            @Nullable IdentityId agent,
            @Nullable IdentityId person,
            @Nullable DelegationId delegation,
            @Nullable DecisionId decision,
            @Nullable String outcome,
            String summary) {
        this(session, agent, person, delegation, decision, outcome, summary, null);
    }

    /** About one identity, and nothing else. */
    static TrailRow about(
            @Nullable IdentityId identity, @Nullable IdentityId person, @Nullable String outcome, String summary) {
        return new TrailRow(null, identity, person, null, null, outcome, summary);
    }

    /** The same line, found by this id too. */
    TrailRow on(String subject) {
        return new TrailRow(session, agent, person, delegation, decision, outcome, summary, subject);
    }
}
