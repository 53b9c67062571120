package dev.mandate.audit.trail;

import dev.mandate.audit.identities.Accountable;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.identity.AgentEvent;
import dev.mandate.events.identity.DelegationEvent;
import dev.mandate.events.identity.GroupEvent;
import dev.mandate.events.identity.PersonEvent;
import dev.mandate.events.identity.ProvisioningAct;
import dev.mandate.events.ids.IdentityId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says in one sentence who stopped, resumed or signed out whom, and who delegated and revoked. */
@ApplicationScoped
class IdentityNarrator {
    private static final String NOBODY = "Nobody";
    private static final int NAMED = 5;

    private final Accountable accountable;
    private final Doer doer;

    @Inject
    IdentityNarrator(Accountable accountable, Doer doer) {
        this.accountable = accountable;
        this.doer = doer;
    }

    TrailRow person(PersonEvent event) {
        var who = doer.named(event.by(), NOBODY);
        if (event instanceof PersonEvent.Stopped it)
            return about(it.person(), "stopped", who + " stopped " + accountable.named(it.person()), it.reason());
        if (event instanceof PersonEvent.Resumed it)
            return about(it.person(), "resumed", who + " resumed " + accountable.named(it.person()), it.reason());
        if (event instanceof PersonEvent.Invited it)
            return TrailRow.about(
                    it.person(),
                    it.person(),
                    "invited",
                    who + " invited " + accountable.named(it.person()) + " to set a credential anew, until "
                            + it.endsAt());
        if (event instanceof PersonEvent.Provisioned it)
            return TrailRow.about(
                    it.person(),
                    it.person(),
                    "provisioned",
                    who + ' ' + done(it.act()) + ' ' + accountable.named(it.person()) + " by SCIM"
                            + (it.changed().isEmpty() ? "" : ": " + String.join(", ", it.changed())));
        if (event instanceof PersonEvent.Released it)
            return TrailRow.about(
                    it.person(),
                    it.person(),
                    "released",
                    who + " took " + accountable.named(it.person()) + " out of the hands of the directory "
                            + it.client() + (it.again() ? ", which may adopt him again" : "") + ": " + it.reason());
        var it = (PersonEvent.SignedOut) event;
        var summary = who + " signed out " + accountable.named(it.person()) + ", and revoked what he had delegated"
                + Doer.because(it.reason());
        return TrailRow.about(it.person(), it.person(), "signed_out", summary);
    }

    TrailRow group(GroupEvent.Provisioned it) {
        var summary = doer.named(it.by(), NOBODY) + ' ' + done(it.act()) + " the group " + it.displayName() + " ("
                + it.group() + ") by SCIM: " + it.members() + " members" + people(", came ", it.entered())
                + people(", went ", it.gone());
        return new TrailRow(null, null, null, null, null, "provisioned", summary, it.group());
    }

    private static String done(ProvisioningAct act) {
        return act.name().toLowerCase(Locale.ROOT);
    }

    private String people(String what, List<IdentityId> ids) {
        if (ids.isEmpty()) return "";
        var named = ids.stream().limit(NAMED).map(accountable::named).collect(Collectors.joining(", "));
        return what + named + (ids.size() > NAMED ? " and " + (ids.size() - NAMED) + " more" : "");
    }

    TrailRow stopped(AgentEvent.Stopped it) {
        return about(
                it.agent(),
                "stopped",
                doer.named(it.by(), NOBODY) + " stopped " + accountable.named(it.agent()),
                it.reason());
    }

    TrailRow resumed(AgentEvent.Resumed it) {
        return about(
                it.agent(),
                "resumed",
                doer.named(it.by(), NOBODY) + " resumed " + accountable.named(it.agent()),
                it.reason());
    }

    TrailRow delegators(AgentEvent.DelegatorsChanged it) {
        var may =
                switch (it.delegators()) {
                    case OWNER -> "its owner alone";
                    case LISTED ->
                        "its owner and "
                                + it.listed().stream().map(accountable::named).collect(Collectors.joining(", "));
                    case EVERYBODY -> "everybody";
                };
        return TrailRow.about(
                it.agent(),
                answering(it.agent()),
                "delegators_changed",
                doer.named(it.by(), NOBODY) + " said who may delegate to " + accountable.named(it.agent()) + ": "
                        + may);
    }

    TrailRow delegation(DelegationEvent event) {
        var who = doer.named(event.by(), NOBODY);
        var agent = accountable.named(event.agent());
        if (event instanceof DelegationEvent.Made it)
            return row(it, "delegated", who + " delegated " + it.delegation() + " to " + agent);
        var it = (DelegationEvent.Revoked) event;
        return row(
                it,
                "revoked",
                who + " revoked " + it.delegation() + " of " + accountable.named(it.delegator()) + " to " + agent
                        + Doer.because(it.reason()));
    }

    private TrailRow row(DelegationEvent event, String outcome, String summary) {
        var person = event.delegator().isPerson()
                ? event.delegator()
                : accountable
                        .person(event.session(), event.delegation(), event.agent())
                        .orElse(null);
        return new TrailRow(event.session(), event.agent(), person, event.delegation(), null, outcome, summary);
    }

    private TrailRow about(IdentityId identity, String outcome, String what, Reason reason) {
        return TrailRow.about(identity, answering(identity), outcome, what + ": " + reason);
    }

    private @Nullable IdentityId answering(IdentityId identity) {
        return accountable.person(null, null, identity).orElse(null);
    }
}
