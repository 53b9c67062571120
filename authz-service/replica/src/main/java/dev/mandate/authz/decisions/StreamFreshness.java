package dev.mandate.authz.decisions;

import dev.mandate.authz.engine.decisions.Freshness;
import dev.mandate.authz.projections.DelegationProjection;
import dev.mandate.authz.projections.DirectoryProjection;
import dev.mandate.authz.sessions.SessionStreams;
import dev.mandate.authz.settings.TimeRange;
import dev.mandate.messaging.projection.StateProjection;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How far the streams that decisions go by are known here. They only ever become more complete, so that what was gathered a moment ago
 * lets nothing pass that is stale now.
 */
@Singleton
class StreamFreshness implements Supplier<Freshness> {
    private static final long GATHERED_FOR_NANOS = Duration.ofMillis(5).toNanos();

    private final List<StateProjection<?>> streams;
    private final SessionStreams sessions;
    private final Duration bound;
    private final Duration riskBound;
    private volatile @Nullable Gathered gathered;

    StreamFreshness(
            DirectoryProjection directory,
            DelegationProjection delegations,
            SessionStreams sessions,
            DecisionConfig config) {
        this.streams = new ArrayList<>(directory.streams());
        this.streams.add(delegations.stream());
        this.sessions = sessions;
        this.bound = TimeRange.FRESHNESS.of("mandate.decisions.freshness-bound", config.freshnessBound());
        this.riskBound = TimeRange.FRESHNESS.of("mandate.decisions.risk-freshness-bound", config.riskFreshnessBound());
    }

    @Override
    public Freshness get() {
        var known = gathered;
        var now = System.nanoTime();
        if (known == null || now - known.at() > GATHERED_FOR_NANOS) {
            known = new Gathered(gather(), now);
            gathered = known;
        }
        return known.freshness();
    }

    private Freshness gather() {
        var completeUntil = new LinkedHashMap<String, Instant>();
        completeUntil.putAll(sessions.completeUntil());
        for (var stream : streams) completeUntil.put(stream.topic(), stream.completeUntil());
        return new Freshness(completeUntil, bound, new Freshness(sessions.riskCompleteUntil(), riskBound));
    }

    private record Gathered(Freshness freshness, long at) {}
}
