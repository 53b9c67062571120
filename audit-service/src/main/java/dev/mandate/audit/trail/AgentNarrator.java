package dev.mandate.audit.trail;

import dev.mandate.audit.identities.Accountable;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.identity.AgentDescription;
import dev.mandate.events.identity.AgentEvent;
import dev.mandate.events.ids.IdentityId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Says in one sentence who registered an agent, and who said what it is made of and when it may act. */
@ApplicationScoped
class AgentNarrator {
    private static final String NOBODY = "Nobody";
    private static final String NOTHING = "nothing";

    private final Function<IdentityId, String> names;
    private final Function<IdentityId, Optional<IdentityId>> answering;
    private final Doer doer;

    @Inject
    AgentNarrator(Accountable accountable, Doer doer) {
        this(accountable::named, agent -> accountable.person(null, null, agent), doer);
    }

    /** @param answering who answers for an agent */
    AgentNarrator(Function<IdentityId, String> names, Function<IdentityId, Optional<IdentityId>> answering, Doer doer) {
        this.names = names;
        this.answering = answering;
        this.doer = doer;
    }

    TrailRow registered(AgentEvent.Registered it) {
        var owner = it.owner();
        return TrailRow.about(
                it.agent(),
                owner == null ? Doer.person(it.by()) : owner,
                "registered",
                who(it.by()) + " registered the agent " + it.displayName() + " (" + it.agent() + ")"
                        + (it.parent() == null ? "" : ", which " + names.apply(it.parent()) + " made")
                        + (it.described() == null ? "" : ", as " + words(it.described()))
                        + (it.validity() == null ? "" : ", to act " + WorkloadNarrator.when(it.validity())) + ": "
                        + (owner == null
                                ? "nobody answers for it until it is accepted"
                                : names.apply(owner) + " answers for it"));
    }

    TrailRow described(AgentEvent.Described it) {
        var now = words(it.described());
        var before = words(it.before());
        return row(
                it,
                it.confirmed() ? "confirmed" : "described",
                who(it.by()) + (it.confirmed() ? " confirmed what " : " said what ") + names.apply(it.agent()) + " is: "
                        + now + (now.equals(before) ? "" : "; before: " + before));
    }

    TrailRow validity(AgentEvent.ValidityChanged it) {
        return row(
                it,
                "validity_changed",
                who(it.by()) + " said when " + names.apply(it.agent()) + " may act: "
                        + WorkloadNarrator.when(it.validity()));
    }

    private static String words(@Nullable AgentDescription it) {
        return it == null ? NOTHING : it.words();
    }

    private String who(@Nullable Actor by) {
        return doer.named(by, NOBODY);
    }

    private TrailRow row(AgentEvent event, String outcome, String summary) {
        return TrailRow.about(event.agent(), answering.apply(event.agent()).orElse(null), outcome, summary);
    }
}
