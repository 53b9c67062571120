package dev.mandate.identity.clients;

import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Tells how many clients act that nobody answers for; that there are some is no fault of the service. */
@Wellness
@ApplicationScoped
class OwnerlessWell implements HealthCheck {
    private final OwnerlessSweep sweep;

    @Inject
    OwnerlessWell(OwnerlessSweep sweep) {
        this.sweep = sweep;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("clients that nobody answers for")
                .up()
                .withData("acting", sweep.acting())
                .build();
    }
}
