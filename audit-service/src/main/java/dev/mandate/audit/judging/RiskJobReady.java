package dev.mandate.audit.judging;

import dev.mandate.audit.knowledge.KnownSessions;
import dev.mandate.audit.risk.RiskJob;
import dev.mandate.audit.risk.replicas.WarmUp;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once this replica judges what it has been given and could take over from another, so that who rolls replicas by their readiness
 * never stops the last one that has the state. Not ready while the job stands still for good: somebody has to know why.
 */
@Readiness
@ApplicationScoped
class RiskJobReady implements HealthCheck {
    private final RiskJob job;
    private final WarmUp warmUp;
    private final KnownSessions sessions;
    private final InstantSource clock;
    private final Standstill standstill = new Standstill();

    @Inject
    RiskJobReady(RiskJob job, WarmUp warmUp, KnownSessions sessions, InstantSource clock) {
        this.job = job;
        this.warmUp = warmUp;
        this.sessions = sessions;
        this.clock = clock;
    }

    @Override
    public HealthCheckResponse call() {
        var until = sessions.completeUntil();
        var failure = job.lastFailure();
        var left = warmUp.left();
        var stands = standstill.is(
                clock.instant(),
                until,
                job.processed(),
                failure.map(it -> it.at()).orElse(null));
        var response = HealthCheckResponse.named("risk job")
                .status(job.alive() && left.isEmpty() && !stands)
                .withData("completeUntil", until.toString());
        left.ifPresent(its -> response.withData("warmUp", its));
        failure.ifPresent(
                it -> response.withData("lastFailureAt", it.at().toString()).withData("lastFailure", it.cause()));
        return response.build();
    }
}
