package dev.mandate.audit.judging;

import dev.mandate.audit.knowledge.KnownSessions;
import dev.mandate.audit.risk.replicas.WarmUp;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once this replica has what it judges by and could take over from another, so that who rolls replicas by their readiness
 * never stops the last one that has the state. That judging stands still is {@link JudgingWell}'s: trail and findings are needed then.
 */
@Readiness
@ApplicationScoped
class RiskJobReady implements HealthCheck {
    private final WarmUp warmUp;
    private final KnownSessions sessions;

    @Inject
    RiskJobReady(WarmUp warmUp, KnownSessions sessions) {
        this.warmUp = warmUp;
        this.sessions = sessions;
    }

    @Override
    public HealthCheckResponse call() {
        var left = warmUp.left();
        var response = HealthCheckResponse.named("risk job")
                .status(left.isEmpty())
                .withData("completeUntil", sessions.completeUntil().toString());
        left.ifPresent(its -> response.withData("warmUp", its));
        return response.build();
    }
}
