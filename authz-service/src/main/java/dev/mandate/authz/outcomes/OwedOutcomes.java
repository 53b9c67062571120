package dev.mandate.authz.outcomes;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.mandate.authz.engine.decisions.answers.Verdict;
import dev.mandate.events.ids.DecisionId;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Calls that this replica allowed a moment ago, as many as there is room for. */
@Singleton
public class OwedOutcomes {
    /** After it the outcome counts as missed whatever is told. */
    private static final Duration KEPT = Duration.ofMinutes(30);

    private final Cache<DecisionId, OwedOutcome> owed;

    OwedOutcomes(OwedConfig config) {
        owed = Caffeine.newBuilder()
                .maximumWeight(config.owed().asLongValue())
                .weigher((DecisionId id, OwedOutcome one) -> one.weight())
                .expireAfterWrite(KEPT)
                .build();
    }

    /** What is answered. It may be answered otherwise a moment later, where an allow can't be recorded. */
    public void given(Verdict verdict) {
        var one = OwedOutcome.of(verdict);
        if (one != null) owed.put(verdict.id(), one);
        else if (!verdict.allowed()) owed.invalidate(verdict.id());
    }

    @Nullable
    OwedOutcome find(DecisionId decision) {
        return owed.getIfPresent(decision);
    }

    /** One that was found elsewhere, or the one that is here already. */
    OwedOutcome keep(OwedOutcome one) {
        return owed.get(one.decision(), id -> one);
    }
}
