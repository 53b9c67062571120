package dev.mandate.audit.trail;

import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.risk.FindingEvent;
import dev.mandate.events.risk.RuleState;
import dev.mandate.events.risk.SuppressionState;
import org.jspecify.annotations.Nullable;

/** Says in one sentence what was found, and what people did about it. */
final class RiskNarrator {
    private RiskNarrator() {}

    static TrailRow finding(FindingEvent event) {
        var about = event.unmapped();
        var triage = about.triage();
        return new TrailRow(
                about.session() == null ? null : new SessionId(about.session()),
                about.agents().isEmpty() ? null : new IdentityId(about.agents().get(0)),
                about.person() == null ? null : new IdentityId(about.person()),
                about.delegation() == null ? null : new DelegationId(about.delegation()),
                null,
                event.shadow() ? "watched" : status(event),
                triage == null ? event.message() : triaged(event, triage));
    }

    static TrailRow rule(RuleState state) {
        var active = state.active();
        var shadow = state.shadow();
        var counts = state.retired()
                ? "is retired"
                : active == null ? "counts as it was shipped" : "counts in version " + active.version();
        return byPerson(
                state.by(),
                state.retired() ? "retired" : active == null ? "shipped" : "active",
                state.by() + ": the risk rule " + state.rule() + " " + counts
                        + (shadow == null ? "" : ", version " + shadow.version() + " is watched"));
    }

    static TrailRow suppression(SuppressionState state) {
        if (state.deleted())
            return byPerson(
                    state.by(),
                    "lifted",
                    state.by() + ": what the risk rule " + state.rule() + " finds in " + state.group()
                            + " alerts again, " + state.reason());
        return byPerson(
                state.by(),
                "suppressed",
                state.by() + ": what the risk rule " + state.rule() + " finds in " + state.group()
                        + " alerts nobody until " + state.until() + ", " + state.reason());
    }

    private static TrailRow byPerson(String by, String outcome, String summary) {
        return new TrailRow(null, null, person(by), null, null, outcome, summary);
    }

    private static String triaged(FindingEvent event, FindingEvent.Triage triage) {
        return event.message() + ": " + status(event) + " by " + triage.by()
                + (triage.until() == null ? "" : " until " + triage.until())
                + (event.statusDetail() == null ? "" : ", " + event.statusDetail());
    }

    private static String status(FindingEvent event) {
        return switch (event.statusId()) {
            case FindingEvent.IN_PROGRESS -> "acknowledged";
            case FindingEvent.SUPPRESSED -> "suppressed";
            case FindingEvent.RESOLVED -> "resolved";
            case FindingEvent.NEW ->
                event.unmapped().triage() != null
                        ? "lifted"
                        : event.activityId() == FindingEvent.UPDATE ? "reopened" : "finding";
            default -> "finding";
        };
    }

    private static @Nullable IdentityId person(String by) {
        return by.startsWith(IdentityId.PERSON) ? new IdentityId(by) : null;
    }
}
