package dev.mandate.authz.engine.sessions;

import dev.mandate.events.ids.DelegationId;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a session has used of models when somebody looked.
 *
 * @param moved how often that has changed, so that it can be told whether it is still so
 */
public record ModelUses(long moved, Map<Of, Sum> sums) {
    private static final String TOKENS = "tokens";
    public static final ModelUses NONE = new ModelUses(0, Map.of());

    /**
     * @param delegation under which it was used; null for any, where they are not told apart
     * @param model null for any
     */
    public record Of(
            @Nullable DelegationId delegation, @Nullable String model) {
        static final Of ANY = new Of(null, null);
    }

    public record Sum(long calls, long tokens) {
        private static final Sum ZERO = new Sum(0, 0);

        Sum plus(Sum other) {
            return new Sum(calls + other.calls, tokens + other.tokens);
        }
    }

    /** How many a question says that the use takes at most; none where it says nothing. */
    public static long tokens(@Nullable Map<String, Object> arguments) {
        return arguments != null && arguments.get(TOKENS) instanceof Number said ? Math.max(0, said.longValue()) : 0;
    }

    /**
     * @param model null for all of them
     * @param under which delegations count
     */
    public Sum of(@Nullable String model, Predicate<DelegationId> under) {
        var all = Sum.ZERO;
        for (var each : sums.entrySet()) {
            var of = each.getKey();
            var its = model == null || of.model() == null || of.model().equals(model);
            if (its && (of.delegation() == null || under.test(of.delegation()))) all = all.plus(each.getValue());
        }
        return all;
    }
}
