package dev.mandate.authz.engine.delegations;

import dev.mandate.events.identity.Constraint;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.ToolScope;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether a call lies inside what one delegation names. Where it names a tool more than once, one of them must hold.
 *
 * @param named the delegation names the tool at all
 * @param broken the first limit that the arguments break; null where all hold, or the tool isn't named
 */
public record ScopeCheck(boolean named, @Nullable Constraint broken) {
    private static final ScopeCheck INSIDE = new ScopeCheck(true, null);

    public static ScopeCheck of(DelegationState delegation, String tool, Map<String, Object> arguments) {
        var result = new ScopeCheck(false, null);
        var limits = new Limits();
        for (var scope : delegation.scope()) {
            if (!scope.tool().equals(tool)) continue;
            var broken = broken(scope, limits, arguments);
            if (broken == null) return INSIDE;
            result = new ScopeCheck(true, broken);
        }
        return result;
    }

    private static @Nullable Constraint broken(ToolScope scope, Limits limits, Map<String, Object> arguments) {
        for (var constraint : scope.constraints()) if (!limits.holds(constraint, arguments)) return constraint;
        return null;
    }
}
