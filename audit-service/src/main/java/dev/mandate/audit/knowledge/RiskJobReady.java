package dev.mandate.audit.knowledge;

import dev.mandate.audit.risk.RiskJob;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while the risk job stands still: decisions deny what can't be taken back meanwhile, and somebody has to know why. */
@Readiness
@ApplicationScoped
class RiskJobReady implements HealthCheck {
    private final RiskJob job;
    private final KnownSessions sessions;
    private final InstantSource clock;
    private final Standstill standstill = new Standstill();

    @Inject
    RiskJobReady(RiskJob job, KnownSessions sessions, InstantSource clock) {
        this.job = job;
        this.sessions = sessions;
        this.clock = clock;
    }

    @Override
    public HealthCheckResponse call() {
        var until = sessions.completeUntil();
        var failure = job.lastFailure();
        var stands = standstill.is(
                clock.instant(),
                until,
                job.processed(),
                failure.map(it -> it.at()).orElse(null));
        var response = HealthCheckResponse.named("risk job")
                .status(job.alive() && !stands)
                .withData("completeUntil", until.toString());
        failure.ifPresent(
                it -> response.withData("lastFailureAt", it.at().toString()).withData("lastFailure", it.cause()));
        return response.build();
    }
}
