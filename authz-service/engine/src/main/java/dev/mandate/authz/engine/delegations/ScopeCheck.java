package dev.mandate.authz.engine.delegations;

import dev.mandate.events.identity.Constraint;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.ToolScope;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a call lies inside what one delegation names. Where it names a tool more than once, one of them must hold. */
public sealed interface ScopeCheck {
    ScopeCheck INSIDE = new Inside();
    ScopeCheck NOT_NAMED = new NotNamed();

    /** The tool is named, and all limits hold. */
    record Inside() implements ScopeCheck {}

    /** The delegation doesn't name the tool at all. */
    record NotNamed() implements ScopeCheck {}

    /** @param limit the first one that the arguments break */
    record Broken(Constraint limit) implements ScopeCheck {}

    static ScopeCheck of(DelegationState delegation, String tool, Map<String, Object> arguments) {
        var result = NOT_NAMED;
        var limits = new Limits();
        for (var scope : delegation.scope()) {
            if (!scope.tool().equals(tool)) continue;
            var broken = broken(scope, limits, arguments);
            if (broken == null) return INSIDE;
            result = new Broken(broken);
        }
        return result;
    }

    private static @Nullable Constraint broken(ToolScope scope, Limits limits, Map<String, Object> arguments) {
        for (var constraint : scope.constraints()) if (!limits.holds(constraint, arguments)) return constraint;
        return null;
    }
}
