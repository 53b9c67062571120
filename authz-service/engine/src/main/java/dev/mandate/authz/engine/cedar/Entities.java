package dev.mandate.authz.engine.cedar;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known at the time of a decision. Must answer alike throughout one {@link PolicySet#decide decision}.
 *
 * <p>Actions are entities too: a policy that names an action group only finds the actions whose entity is known here.
 */
@FunctionalInterface
public interface Entities {

    /** Null if nothing is known about the entity: it then has neither attributes nor ancestors. */
    @Nullable
    Entity get(EntityUid uid);

    static Entities of(Map<EntityUid, ? extends Entity> known) {
        return known::get;
    }

    /** Asks the others only about what is unknown here. */
    default Entities or(Entities others) {
        return uid -> {
            var here = get(uid);
            return here != null ? here : others.get(uid);
        };
    }
}
