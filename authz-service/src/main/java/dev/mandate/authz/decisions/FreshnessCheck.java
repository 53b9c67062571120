package dev.mandate.authz.decisions;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while a stream stands still: every decision would be a denial, and another replica may know more. */
@Readiness
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
        var stale = freshness.get().stale(clock.instant());
        var response = HealthCheckResponse.named("freshness").status(stale.isEmpty());
        if (!stale.isEmpty()) response.withData("stale", String.join(",", stale));
        var risk = freshness.get().risk();
        var staleRisk = risk == null ? List.<String>of() : risk.stale(clock.instant());
        if (!staleRisk.isEmpty()) response.withData("staleRisk", String.join(",", staleRisk)); // most calls go on
        return response.build();
    }
}
