package dev.mandate.audit.trail;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.risk.FindingEvent;
import dev.mandate.events.risk.SuppressionState;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Says in one sentence what was found, and what people did about it. */
final class RiskNarrator {
    private final Function<Actor, String> names;
    private final Function<FindingEvent, String> found;

    /** @param found what was found, in a sentence */
    RiskNarrator(Function<Actor, String> names, Function<FindingEvent, String> found) {
        this.names = names;
        this.found = found;
    }

    TrailRow finding(FindingEvent event) {
        var about = event.unmapped();
        var triage = about.triage();
        return new TrailRow(
                        about.session() == null ? null : new SessionId(about.session()),
                        about.agents().isEmpty()
                                ? null
                                : new IdentityId(about.agents().get(0)),
                        about.person() == null ? null : new IdentityId(about.person()),
                        about.delegation() == null ? null : new DelegationId(about.delegation()),
                        null,
                        event.shadow() ? "watched" : status(event),
                        triage == null ? found.apply(event) : triaged(event, triage))
                .on(event.findingInfo().uid().value());
    }

    TrailRow suppression(SuppressionState state) {
        if (state.deleted())
            return byPerson(
                    state,
                    "lifted",
                    who(state.by(), state.actor()) + ": what the risk rule " + state.rule() + " finds in "
                            + state.group() + " alerts again, " + state.reason());
        return byPerson(
                state,
                "suppressed",
                who(state.by(), state.actor()) + ": what the risk rule " + state.rule() + " finds in " + state.group()
                        + " alerts nobody until " + state.until() + ", " + state.reason());
    }

    /** Found by the rule: what it found in that group is told of by each finding's own lines. */
    private static TrailRow byPerson(SuppressionState state, String outcome, String summary) {
        var actor = state.actor();
        var person = actor == null
                ? person(state.by())
                : actor.identity().filter(IdentityId::isPerson).orElse(null);
        return new TrailRow(null, null, person, null, null, outcome, summary).on("rule:" + state.rule());
    }

    private String triaged(FindingEvent event, FindingEvent.Triage triage) {
        return found.apply(event) + ": " + status(event) + " by " + who(triage.by(), triage.actor())
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

    /** @param actor null in records from before they had one, and where the risk job tells again what somebody has said */
    private String who(String by, @Nullable Actor actor) {
        return actor == null ? by : names.apply(actor);
    }

    private static @Nullable IdentityId person(String by) {
        return by.startsWith(IdentityId.PERSON) ? new IdentityId(by) : null;
    }
}
