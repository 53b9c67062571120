package dev.mandate.authz.engine.sessions;

import dev.mandate.events.actions.TokenUsage;
import dev.mandate.events.ids.DelegationId;
import java.math.BigDecimal;
import java.math.RoundingMode;
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
    private static final BigDecimal MOST = BigDecimal.valueOf(TokenUsage.MOST);
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

        /** What is more than any number stays so: a sum that wrapped would be a budget that is never used up. */
        Sum plus(Sum other) {
            return new Sum(sum(calls, other.calls), sum(tokens, other.tokens));
        }

        private static long sum(long one, long other) {
            var sum = one + other;
            if (((one ^ sum) & (other ^ sum)) >= 0) return sum;
            return one < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    /** How many a question says that the use takes at most, {@link TokenUsage#MOST} where it says more; none where it says nothing. */
    public static long tokens(@Nullable Map<String, Object> arguments) {
        if (arguments == null || !(arguments.get(TOKENS) instanceof Number said)) return 0;
        var exact = exact(said);
        if (exact == null || exact.compareTo(MOST) >= 0) return TokenUsage.MOST;
        if (exact.signum() <= 0) return 0;
        // Before any arithmetic: 1e-999999999 has few digits until it is written out.
        if (exact.compareTo(BigDecimal.ONE) <= 0) return 1;
        return exact.setScale(0, RoundingMode.UP).longValueExact();
    }

    /** Whether a question says how many the use takes at most, as a whole number from 0 to {@link TokenUsage#MOST}. */
    public static boolean tellsTokens(Map<String, Object> arguments) {
        if (!(arguments.get(TOKENS) instanceof Number said)) return false;
        var exact = exact(said);
        return exact != null && exact.compareTo(BigDecimal.valueOf(tokens(arguments))) == 0;
    }

    /** Null where it is no number, or none that ends. */
    private static @Nullable BigDecimal exact(Number said) {
        return Double.isFinite(said.doubleValue()) || !(said instanceof Double || said instanceof Float)
                ? new BigDecimal(said.toString())
                : null;
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
