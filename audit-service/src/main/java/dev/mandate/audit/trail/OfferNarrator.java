package dev.mandate.audit.trail;

import dev.mandate.audit.identities.Accountable;
import dev.mandate.audit.identities.KnownClients;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.identity.OfferEvent;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.OwnedId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Says in one sentence who offered whom to answer for which agent, workload or client, and what came of it. */
@ApplicationScoped
class OfferNarrator {
    private final Function<IdentityId, String> names;
    private final Function<String, String> clients;
    private final Doer doer;

    @Inject
    OfferNarrator(Accountable accountable, KnownClients clients, Doer doer) {
        this(accountable::named, clients::named, doer);
    }

    OfferNarrator(Function<IdentityId, String> names, Function<String, String> clients, Doer doer) {
        this.names = names;
        this.clients = clients;
        this.doer = doer;
    }

    /** Found by whoever answers for it, and by the offer and the agent; by the client, which is no identity, in place of its offer. */
    TrailRow tell(OfferEvent event) {
        return row(event)
                .on(event.agent().isClient() ? event.subject() : event.offer().value());
    }

    private TrailRow row(OfferEvent event) {
        if (event instanceof OfferEvent.Made it) return made(it);
        if (event instanceof OfferEvent.Accepted it)
            return TrailRow.about(
                    agent(it),
                    it.owner(),
                    "accepted",
                    who(it.by()) + " accepted " + it.offer() + " and answers for " + offered(it)
                            + (it.before() == null ? "" : ", before him " + names.apply(it.before())));
        if (event instanceof OfferEvent.Refused it)
            return TrailRow.about(
                    agent(it),
                    it.to(),
                    "refused",
                    who(it.by()) + " refused " + it.offer() + ", to answer for " + offered(it));
        var it = (OfferEvent.Withdrawn) event;
        return TrailRow.about(
                agent(it),
                it.to(),
                "withdrawn",
                who(it.by()) + " took back " + it.offer() + ": " + names.apply(it.to()) + " can't accept " + offered(it)
                        + " any more" + why(it.why()));
    }

    private TrailRow made(OfferEvent.Made it) {
        var owner = it.owner();
        return TrailRow.about(
                agent(it),
                owner == null ? it.to() : owner,
                "offered",
                who(it.by()) + " offered " + offered(it) + " to " + names.apply(it.to())
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

    private static @Nullable IdentityId agent(OfferEvent event) {
        return event.agent().identity().orElse(null);
    }

    private String offered(OfferEvent event) {
        OwnedId offered = event.agent();
        return offered.identity().map(names).orElseGet(() -> "the client " + clients.apply(offered.value()));
    }

    private String who(@Nullable Actor by) {
        return doer.named(by, "A departure");
    }
}
