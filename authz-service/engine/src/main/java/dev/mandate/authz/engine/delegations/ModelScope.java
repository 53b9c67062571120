package dev.mandate.authz.engine.delegations;

import dev.mandate.events.identity.Constraint;
import dev.mandate.events.identity.Constraint.Operator;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.ToolScope;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a delegation says of models. Its scope names them as {@code model:<id>}, or all that policies permit as {@code model:*}, each with how often
 * ({@code calls}) and for how many tokens ({@code tokens}) at most. One that names none leaves models to policies; one that names some
 * lets no others be used.
 *
 * @param budgets all of them hold
 */
public record ModelScope(List<Budget> budgets) {
    public static final String PREFIX = ToolScope.MODEL;
    public static final String CALLS = "calls";
    public static final String TOKENS = "tokens";

    /**
     * What may be used of it in all, under this delegation and those made from it.
     *
     * @param limit as the delegation has it
     * @param model null for all together
     * @param most null where the limit is none that can be judged
     */
    public record Budget(
            Constraint limit,
            @Nullable String model,
            @Nullable BigDecimal most) {
        public boolean ofTokens() {
            return limit.argument().equals(TOKENS);
        }
    }

    /** Null if the delegation names models, and not this one. */
    public static @Nullable ModelScope of(DelegationState delegation, String model) {
        var budgets = new ArrayList<Budget>();
        var names = false;
        var named = false;
        for (var scope : delegation.scope()) {
            if (!scope.ofModels()) continue;
            names = true;
            var any = scope.tool().equals(ToolScope.ANY_MODEL);
            if (!any && !scope.tool().equals(PREFIX + model)) continue;
            named = true;
            for (var limit : scope.constraints()) budgets.add(new Budget(limit, any ? null : model, most(limit)));
        }
        return named || !names ? new ModelScope(List.copyOf(budgets)) : null;
    }

    private static @Nullable BigDecimal most(Constraint limit) {
        var known = limit.argument().equals(CALLS) || limit.argument().equals(TOKENS);
        return known && limit.operator() == Operator.AT_MOST
                ? new BigDecimal(limit.values().get(0))
                : null;
    }
}
