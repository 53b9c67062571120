package dev.mandate.authz.policies;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once a first set of policies is in force; tells which, and what is wrong with newer files. */
@Readiness
@ApplicationScoped
class PoliciesCheck implements HealthCheck {
    private final Policies policies;

    PoliciesCheck(Policies policies) {
        this.policies = policies;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("policies")
                .status(policies.inForce())
                .withData("version", policies.current().version())
                .withData("policies", policies.current().policies().size());
        if (!policies.refusal().isEmpty()) response.withData("refused", policies.refusal());
        return response.build();
    }
}
