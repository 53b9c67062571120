package dev.mandate.authz.policies;

import dev.mandate.authz.engine.policies.Policies;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once a first set of policies is in force; tells which, what is wrong with newer files, and which sets are still in an older
 * version than the one that was activated.
 */
@Readiness
@ApplicationScoped
class PoliciesCheck implements HealthCheck {
    private final PolicyProjection projection;
    private final Policies policies;

    PoliciesCheck(PolicyProjection projection, Policies policies) {
        this.projection = projection;
        this.policies = policies;
    }

    @Override
    public HealthCheckResponse call() {
        var book = policies.current();
        var response = HealthCheckResponse.named("policies")
                .status(policies.inForce())
                .withData("version", book.version())
                .withData("policies", book.policies().size());
        var shadow = book.shadow();
        if (shadow != null) response.withData("shadow", shadow.version());
        if (!projection.refusal().isEmpty()) response.withData("refused", projection.refusal());
        policies.behind().forEach((set, problem) -> response.withData("behind:" + set, problem));
        if (projection.filesIgnored()) response.withData("files", "ignored, since a version of main is published");
        return response.build();
    }
}
