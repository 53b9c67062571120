package dev.mandate.audit.outputs;

import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Not well while a finding waits for an output: told by {@code /q/health/well} and {@code /q/health}. It is none of readiness, since a replica
 * less makes no output answer.
 */
@Wellness
@ApplicationScoped
class OutputsWell implements HealthCheck {
    /** A receiver that is started anew is none to look after. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Outputs outputs;

    @Inject
    OutputsWell(Outputs outputs) {
        this.outputs = outputs;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("outputs").up();
        for (var output : outputs.consumers()) {
            var waits = output.waits();
            if (waits.compareTo(LONGEST) < 0) continue;
            response.down()
                    .withData(
                            output.name(),
                            "takes nothing for %d s, %d records wait: %s"
                                    .formatted(waits.toSeconds(), output.behind(), output.why()));
        }
        return response.build();
    }
}
