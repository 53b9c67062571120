package dev.mandate.audit.outputs;

import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Not well while a finding waits for an output: told by {@code /q/health/well} and {@code /q/health}. */
@Wellness
@ApplicationScoped
class OutputsWell implements HealthCheck {
    private final FindingOutputs outputs;

    @Inject
    OutputsWell(FindingOutputs outputs) {
        this.outputs = outputs;
    }

    @Override
    public HealthCheckResponse call() {
        return outputs.outputs().well();
    }
}
