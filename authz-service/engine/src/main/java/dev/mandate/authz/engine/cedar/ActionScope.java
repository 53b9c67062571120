package dev.mandate.authz.engine.cedar;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which actions a policy is about.
 *
 * @param actions only these or, if {@code within}, also the members of these groups; any if null, none if empty
 */
public record ActionScope(@Nullable List<EntityUid> actions, boolean within) {

    public static final ActionScope ANY = new ActionScope(null, false);

    public static ActionScope exactly(EntityUid action) {
        return new ActionScope(List.of(action), false);
    }

    public static ActionScope in(List<EntityUid> groups) {
        return new ActionScope(List.copyOf(groups), true);
    }
}
