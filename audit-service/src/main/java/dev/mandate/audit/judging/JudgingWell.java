package dev.mandate.audit.judging;

import dev.mandate.audit.rules.RuleSource;
import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Not well while judging stands still, whichever replica is the cause, and where the job has ended for good, though others go on: told by
 * {@code /q/health/well} and {@code /q/health}. It is none of readiness, since what else a replica answers is needed then most of all.
 */
@Wellness
@ApplicationScoped
class JudgingWell implements HealthCheck {
    private final Judging judging;
    private final RuleSource rules;

    @Inject
    JudgingWell(Judging judging, RuleSource rules) {
        this.judging = judging;
        this.rules = rules;
    }

    @Override
    public HealthCheckResponse call() {
        var still = judging.still();
        var response = HealthCheckResponse.named("judging")
                .status(still.isZero() && judging.ended().isEmpty())
                .withData("completeUntil", judging.until().toString())
                .withData("rules", rules.get().digest());
        if (!still.isZero())
            response.withData("stillForSeconds", still.toSeconds()).withData("why", judging.why());
        judging.ended().ifPresent(why -> response.withData("here", why));
        return response.build();
    }
}
