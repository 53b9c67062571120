package dev.mandate.authz.engine.cedar;

import dev.mandate.authz.engine.cedar.filter.Conditions;
import dev.mandate.authz.engine.cedar.filter.NotAFilter;
import dev.mandate.authz.engine.cedar.filter.Partial;
import dev.mandate.authz.engine.cedar.filter.Truth;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a policy where the resource isn't known.
 *
 * @param applies of which resources it does; null where that can't be told
 * @param not why it can't be told; null where it can
 */
public record Residual(
        String policyId,
        Effect effect,
        @Nullable Truth applies,
        @Nullable NotAFilter not) {
    static Residual of(Policy policy, Partial evaluation) {
        try {
            return new Residual(policy.id(), policy.effect(), policy.residue(evaluation), null);
        } catch (NotAFilter e) {
            return new Residual(policy.id(), policy.effect(), null, e);
        }
    }

    /** It applies to none, and is in error of none. */
    public boolean isNone() {
        return applies != null
                && applies.holds().equals(Conditions.NEVER)
                && applies.defined().equals(Conditions.ALWAYS);
    }
}
