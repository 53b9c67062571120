package dev.mandate.authz.decisions;

import dev.mandate.authz.engine.policies.Policies;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Not ready while a stream stands still: every decision would be a denial, and another replica may know more. While policies let something
 * go on, it is ready for that, since all replicas fare alike when an owner is down.
 */
@Readiness
@ApplicationScoped
class FreshnessCheck implements HealthCheck {
    private final StreamFreshness freshness;
    private final Policies policies;
    private final InstantSource clock;

    FreshnessCheck(StreamFreshness freshness, Policies policies, InstantSource clock) {
        this.freshness = freshness;
        this.policies = policies;
        this.clock = clock;
    }

    @Override
    public HealthCheckResponse call() {
        var now = clock.instant();
        var stale = freshness.get().stale(now);
        var goesOn = policies.current().longestStaleIfError();
        var response = HealthCheckResponse.named("freshness")
                .status(stale.isEmpty()
                        || freshness.get().olderThan(goesOn, now).isEmpty());
        if (!stale.isEmpty()) response.withData("stale", String.join(",", stale));
        var risk = freshness.get().risk();
        var staleRisk = risk == null ? List.<String>of() : risk.stale(now);
        if (!staleRisk.isEmpty()) response.withData("staleRisk", String.join(",", staleRisk)); // most calls go on
        return response.build();
    }
}
