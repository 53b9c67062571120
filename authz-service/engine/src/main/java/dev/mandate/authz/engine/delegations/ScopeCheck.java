package dev.mandate.authz.engine.delegations;

import dev.mandate.arguments.schema.ArgumentsSchema;
import dev.mandate.arguments.schema.Compiled;
import dev.mandate.events.identity.Constraint;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.ToolScope;
import java.util.List;
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

    /** @param argument that neither the tool's schema nor a limit names; empty where there are more than can be looked at */
    record Undeclared(String argument) implements ScopeCheck {}

    /** @param limit the first one that the arguments break */
    record Broken(Constraint limit) implements ScopeCheck {}

    /**
     * @param schema what the tool's schema came to; of one that can't be enforced nothing is asked here
     * @param called how often the tool was called in the session before
     */
    static ScopeCheck of(
            DelegationState delegation,
            String tool,
            Map<String, Object> arguments,
            @Nullable Compiled schema,
            int called) {
        return of(delegation, tool, arguments, schema, new Limits(called));
    }

    /**
     * The first of these within which the call lies; null where it lies in none. However many they are, they are compared with no more of the arguments than one would be, and
     * what is beyond that is within none of them.
     */
    static @Nullable DelegationState inside(
            List<DelegationState> delegations,
            String tool,
            Map<String, Object> arguments,
            @Nullable Compiled schema,
            int called) {
        var limits = new Limits(called);
        for (var each : delegations) if (of(each, tool, arguments, schema, limits) instanceof Inside) return each;
        return null;
    }

    private static ScopeCheck of(
            DelegationState delegation,
            String tool,
            Map<String, Object> arguments,
            @Nullable Compiled schema,
            Limits limits) {
        var result = NOT_NAMED;
        for (var scope : delegation.scope()) {
            if (!scope.tool().equals(tool)) continue;
            result = of(scope, limits, arguments, schema);
            if (result instanceof Inside) return result;
        }
        return result;
    }

    private static ScopeCheck of(
            ToolScope scope, Limits limits, Map<String, Object> arguments, @Nullable Compiled schema) {
        var broken = broken(scope, limits, arguments);
        if (broken != null) return new Broken(broken);
        if (!(schema instanceof ArgumentsSchema enforced)) return INSIDE;
        var undeclared = enforced.unnamed(arguments, new LimitedArguments(scope.constraints()));
        return undeclared == null ? INSIDE : new Undeclared(undeclared);
    }

    private static @Nullable Constraint broken(ToolScope scope, Limits limits, Map<String, Object> arguments) {
        for (var constraint : scope.constraints()) if (!limits.holds(constraint, arguments)) return constraint;
        return null;
    }
}
