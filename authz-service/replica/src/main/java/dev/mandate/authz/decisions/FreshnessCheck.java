package dev.mandate.authz.decisions;

import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Not well while a stream stands still, so that decisions are denials that say so, and on record. It is none of readiness: all replicas fare
 * alike when an owner is down, and who asked none of them would be told nothing. One that starts is ready once it has read what there is,
 * and then knows as much as any.
 */
@Wellness
@ApplicationScoped
class FreshnessCheck implements HealthCheck {
    private final StreamFreshness freshness;
    private final InstantSource clock;

    FreshnessCheck(StreamFreshness freshness, InstantSource clock) {
        this.freshness = freshness;
        this.clock = clock;
    }

    @Override
    public HealthCheckResponse call() {
        var now = clock.instant();
        var known = freshness.get();
        var stale = known.stale(now);
        var risk = known.risk();
        var staleRisk = risk == null ? List.<String>of() : risk.stale(now);
        var response = HealthCheckResponse.named("freshness").status(stale.isEmpty() && staleRisk.isEmpty());
        if (!stale.isEmpty()) response.withData("stale", String.join(",", stale));
        if (!staleRisk.isEmpty()) response.withData("staleRisk", String.join(",", staleRisk)); // most calls go on
        return response.build();
    }
}
