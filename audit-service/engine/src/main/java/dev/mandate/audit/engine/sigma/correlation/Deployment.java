package dev.mandate.audit.engine.sigma.correlation;

import dev.mandate.audit.engine.sigma.correlation.chains.Chain;
import dev.mandate.audit.engine.sigma.correlation.types.Correlation;
import dev.mandate.audit.engine.sigma.correlation.types.Rule;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A rule as it counts.
 *
 * @param shadow its matches are told apart from those that count
 * @param replacedAt when another version took its place: what began before may still be completed; null while it is in force
 */
record Deployment(Chain chain, boolean shadow, @Nullable Instant replacedAt) {
    /** How late an event may come. */
    static final Duration LATENESS = Duration.ofMinutes(5);

    /**
     * Names the states of its groups: another text with the same logic goes on with them, a shadow has its own.
     */
    String key() {
        return (shadow ? "shadow " : "") + rule().id() + " " + correlation().logic();
    }

    Correlation correlation() {
        return chain.correlation();
    }

    Rule rule() {
        return correlation().rule();
    }

    /** Whether nothing that began before it was replaced can be completed any more. */
    boolean over(Instant now) {
        return replacedAt != null
                && now.isAfter(replacedAt.plus(rule().timespan()).plus(LATENESS));
    }

    /** Whether a match whose first event happened then is this version's. */
    boolean tells(long first) {
        return replacedAt == null || first <= replacedAt.toEpochMilli();
    }
}
