package dev.mandate.audit.trail;

import dev.mandate.audit.identities.Accountable;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.identity.OfferEvent;
import dev.mandate.events.ids.IdentityId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Says in one sentence who offered whom to answer for which agent, and what came of it. */
@ApplicationScoped
class OfferNarrator {
    private final Function<IdentityId, String> names;
    private final Doer doer;

    @Inject
    OfferNarrator(Accountable accountable, Doer doer) {
        this(accountable::named, doer);
    }

    OfferNarrator(Function<IdentityId, String> names, Doer doer) {
        this.names = names;
        this.doer = doer;
    }

    /** Found by the offer, and by the agent and whoever answers for it. */
    TrailRow tell(OfferEvent event) {
        return row(event).on(event.offer().value());
    }

    private TrailRow row(OfferEvent event) {
        if (event instanceof OfferEvent.Made it) return made(it);
        if (event instanceof OfferEvent.Accepted it)
            return TrailRow.about(
                    it.agent(),
                    it.owner(),
                    "accepted",
                    who(it.by()) + " accepted " + it.offer() + " and answers for " + names.apply(it.agent())
                            + (it.before() == null ? "" : ", before him " + names.apply(it.before())));
        if (event instanceof OfferEvent.Refused it)
            return TrailRow.about(
                    it.agent(),
                    it.to(),
                    "refused",
                    who(it.by()) + " refused " + it.offer() + ", to answer for " + names.apply(it.agent()));
        var it = (OfferEvent.Withdrawn) event;
        return TrailRow.about(
                it.agent(),
                it.to(),
                "withdrawn",
                who(it.by()) + " took back " + it.offer() + ": " + names.apply(it.to()) + " can't accept "
                        + names.apply(it.agent()) + " any more" + why(it.why()));
    }

    private TrailRow made(OfferEvent.Made it) {
        var owner = it.owner();
        return TrailRow.about(
                it.agent(),
                owner == null ? it.to() : owner,
                "offered",
                who(it.by()) + " offered " + names.apply(it.agent()) + " to " + names.apply(it.to())
                        + " until " + it.endsAt() + " (" + it.offer() + "): until it is accepted "
                        + (owner == null ? "nobody answers for it" : names.apply(owner) + " answers for it"));
    }

    private static String why(OfferEvent.Why why) {
        return switch (why) {
            case TAKEN_BACK -> "";
            case REPLACED -> ", another is asked";
            case RECIPIENT_LEFT -> ", since he left";
        };
    }

    private String who(@Nullable Actor by) {
        return doer.named(by, "A departure");
    }
}
