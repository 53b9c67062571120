package dev.mandate.audit.trail;

import dev.mandate.audit.identities.Accountable;
import dev.mandate.events.actions.ActionEvent;
import dev.mandate.events.actions.ActionEvent.ModelUsed;
import dev.mandate.events.actions.ActionEvent.ToolCalled;
import dev.mandate.events.authz.DecisionAddendum.Misreported;
import dev.mandate.events.authz.DecisionAddendum.Raced;
import dev.mandate.events.authz.DecisionAddendum.Withheld;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.authz.DecisionEvent.DryRun;
import dev.mandate.events.authz.DecisionEvent.Gap;
import dev.mandate.events.authz.Established;
import dev.mandate.events.authz.FilteredDecision;
import dev.mandate.events.authz.GuardOutcome;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.ToolScope;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.lifecycle.AccessState;
import dev.mandate.events.lifecycle.Grant;
import dev.mandate.events.lifecycle.WorkerEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says in one sentence what an event is, and whom it is about. */
@ApplicationScoped
class Narrator {
    /** Outcome of a question that nobody meant to carry out. */
    private static final String DRY_RUN = "dry_run";

    private final Accountable accountable;

    @Inject
    Narrator(Accountable accountable) {
        this.accountable = accountable;
    }

    TrailRow decision(DecisionEvent event) {
        if (event instanceof Gap gap) return gap(gap);
        if (event instanceof Withheld withheld) return withheld(withheld);
        if (event instanceof Raced raced) return raced(raced);
        if (event instanceof Misreported told) return misreported(told);
        if (event instanceof DryRun dryRun) return dryRun(dryRun.answer());
        if (event instanceof FilteredDecision filtered) return filtered(filtered);
        var it = (Decided) event;
        var who = who(it);
        var person = person(it);
        var why = it.allowed() ? "" : " (" + (it.reason() == null ? "no reason given" : it.reason()) + ")";
        return new TrailRow(
                it.session(),
                it.identity(),
                person,
                it.delegation(),
                it.decision(),
                it.allowed() ? "allow" : "deny",
                OwnResourceSentence.of(who, it)
                                .orElseGet(() -> who + " asked to " + it.action() + " " + it.resource() + ": "
                                        + (it.allowed() ? "allowed" : "denied"))
                        + why
                        + approval(it, person == null ? "its person" : accountable.named(person))
                        + presented(it)
                        + from(it.established()));
    }

    private TrailRow filtered(FilteredDecision filtered) {
        var it = filtered.answer();
        return new TrailRow(
                it.session(),
                it.identity(),
                person(it),
                it.delegation(),
                it.decision(),
                it.allowed() ? "allow" : "deny",
                FilterSentence.of(by(it), who(it), filtered) + presented(it) + from(it.established()));
    }

    private TrailRow dryRun(Decided it) {
        var who = who(it);
        return new TrailRow(
                it.session(),
                it.identity(),
                person(it),
                it.delegation(),
                it.decision(),
                DRY_RUN,
                by(it) + " asked as a dry run: "
                        + OwnResourceSentence.of(who, it)
                                .orElseGet(() -> who + (it.allowed() ? " may " : " may not ") + it.action() + " "
                                        + it.resource())
                        + (it.allowed() ? "" : " (" + it.reason() + ")"));
    }

    /**
     * Who was asked, or what it rests on that nobody was; empty where neither is so.
     *
     * @param person who answers for it, who is the one that can have agreed to calls like it
     */
    static String approval(Decided it, String person) {
        var approval = it.approval();
        if (approval == null) return agreed(it, person);
        if (it.allowed()) return "; it used up the approval " + approval.id();
        return (approval.asked() ? "; a person is asked: " : "; a person has been asked: ") + approval.id();
    }

    private static String agreed(Decided it, String person) {
        return it.guards().stream()
                .filter(GuardOutcome::isAgreed)
                .map(guard -> "; nobody was asked, since " + person + " agreed to calls like it: " + guard.about())
                .findFirst()
                .orElse("");
    }

    /** Whose token the question came with, unless it is whom it is about. */
    private static String presented(Decided it) {
        var by = it.presenter();
        if (by == null
                || it.identity() != null && by.acting().equals(it.identity().value())) return "";
        return "; the question came from " + by;
    }

    /** Empty where neither the address is known, nor anybody stood for where it is asked. */
    static String from(@Nullable Established established) {
        if (established == null) return "";
        return (established.address() == null ? "" : "; asked from " + established.address()) + established.vouched();
    }

    private TrailRow withheld(Withheld it) {
        return new TrailRow(
                it.session(),
                null,
                person(it.session(), null, null),
                null,
                it.decision(),
                "withheld",
                "The allow " + it.decision() + " never left: its record was not acknowledged in time");
    }

    private TrailRow raced(Raced it) {
        var others = it.unseen().stream().map(DecisionId::value).collect(Collectors.joining(", "));
        var why = it.policies().isEmpty() ? it.reason() : String.join(", ", it.policies());
        return new TrailRow(
                it.session(),
                null,
                person(it.session(), null, null),
                null,
                it.decision(),
                "raced",
                "The allow " + it.decision() + " was given at the same time as " + others
                        + " on another replica; with that it would have been denied (" + why + ")");
    }

    private TrailRow misreported(Misreported it) {
        return new TrailRow(
                it.session(),
                null,
                person(it.session(), null, null),
                null,
                it.decision(),
                "misreported",
                accountable.named(it.by()) + " told what became of the call of " + it.decision() + ", "
                        + (Boolean.TRUE.equals(it.dryRun()) ? "which was a dry run (" : "which wasn't his to tell (")
                        + lower(it.said()) + "): refused");
    }

    private static TrailRow gap(Gap it) {
        var withheld = it.withheld() == 0
                ? ""
                : "; of " + it.withheld() + " allows on record it is not said that they never left";
        return new TrailRow(
                null,
                null,
                null,
                null,
                null,
                "gap",
                it.denials() + " denials and " + it.allows() + " allows between " + it.from() + " and " + it.until()
                        + " left without a record: the decision log took none" + withheld);
    }

    TrailRow action(ActionEvent event) {
        return event instanceof ModelUsed used ? used(used) : called((ToolCalled) event);
    }

    private TrailRow called(ToolCalled it) {
        var outcome = lower(it.result().status());
        return new TrailRow(
                it.session(),
                it.agent(),
                person(it.session(), it.delegation(), it.agent()),
                it.delegation(),
                it.decision(),
                outcome,
                accountable.named(it.agent()) + " called " + it.tool() + ": " + outcome
                        + (it.decision() == null ? ", without a decision" : ""));
    }

    private TrailRow used(ModelUsed it) {
        return new TrailRow(
                it.session(),
                it.agent(),
                person(it.session(), it.delegation(), it.agent()),
                it.delegation(),
                it.decision(),
                lower(it.status()),
                ModelSentence.of(accountable.named(it.agent()), it));
    }

    TrailRow worker(WorkerEvent event) {
        var what = event.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        return TrailRow.about(
                event.identity(),
                event.identity(),
                what,
                accountable.named(event.identity()) + ", employee " + event.employeeId() + ", " + what
                        + " with effect from " + event.effectiveAt());
    }

    TrailRow access(AccessState state) {
        var grants = state.grants().stream().map(Grant::role).sorted().collect(Collectors.joining(", "));
        return TrailRow.about(
                state.identity(),
                state.identity(),
                lower(state.employment()),
                accountable.named(state.identity()) + ": employment " + lower(state.employment()) + ", "
                        + (grants.isEmpty() ? "no roles" : "roles " + grants));
    }

    TrailRow identity(IdentityState state) {
        var kind = lower(state.kind());
        var owner = state.owner();
        return TrailRow.about(
                state.identity(),
                owner == null && state.identity().isPerson() ? state.identity() : owner,
                lower(state.status()),
                "The " + kind + " " + state.displayName() + " (" + state.identity() + ") is "
                        + (state.deleted() ? "deleted" : lower(state.status()))
                        + (state.statusReason() == null ? "" : ", " + state.statusReason())
                        + (owner == null ? "" : ", owned by " + accountable.named(owner)));
    }

    TrailRow delegation(DelegationState state) {
        return new TrailRow(
                state.session(),
                state.agent(),
                state.delegator().isPerson() ? state.delegator() : person(state.session(), state.parent(), null),
                state.delegation(),
                null,
                lower(state.status()),
                given(state) + " until " + state.expiresAt() + ": " + lower(state.status())
                        + (state.statusReason() == null ? "" : ", " + state.statusReason()));
    }

    private String given(DelegationState state) {
        var by = accountable.named(state.delegator());
        var to = accountable.named(state.agent());
        var task = "'" + state.task() + "'";
        if (state.agreed() == null)
            return by + " lets " + to + " do " + task + (state.wordedBy() == null ? "" : " (in the agent's words)");
        return by + " isn't asked for each call of "
                + state.scope().stream().map(ToolScope::tool).collect(Collectors.joining(", ")) + " that " + to
                + " makes within limits for " + task;
    }

    private String who(Decided it) {
        return it.identity() == null ? it.subject() : accountable.named(it.identity());
    }

    /** Whose token the question came with. */
    private String by(Decided it) {
        return it.presenter() == null ? it.caller() : accountable.named(it.presenter());
    }

    private @Nullable IdentityId person(Decided it) {
        return it.person() == null ? person(it.session(), it.delegation(), it.identity()) : it.person();
    }

    private @Nullable IdentityId person(
            @Nullable SessionId session, @Nullable DelegationId delegation, @Nullable IdentityId agent) {
        return accountable.person(session, delegation, agent).orElse(null);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
