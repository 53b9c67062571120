package dev.mandate.audit.trail;

import dev.mandate.audit.identities.Accountable;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.ids.IdentityId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Names who did something, by which client and through whom. */
@ApplicationScoped
class Doer {
    private final Function<Actor, String> names;

    @Inject
    Doer(Accountable accountable) {
        this(accountable::named);
    }

    Doer(Function<Actor, String> names) {
        this.names = names;
    }

    /** @param nobody what did it where nobody did */
    String named(@Nullable Actor by, String nobody) {
        return by == null ? nobody : names.apply(by);
    }

    static String because(@Nullable Reason reason) {
        return reason == null ? "" : ": " + reason;
    }

    /** The person whose token it was; null for a client of its own right. */
    static @Nullable IdentityId person(@Nullable Actor by) {
        return by == null ? null : by.identity().filter(IdentityId::isPerson).orElse(null);
    }
}
