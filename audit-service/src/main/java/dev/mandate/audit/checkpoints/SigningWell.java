package dev.mandate.audit.checkpoints;

import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Not well while lines of the trail wait to be signed and none is: told by {@code /q/health/well} and {@code /q/health}. */
@Wellness
@ApplicationScoped
class SigningWell implements HealthCheck {
    private final Checkpoints checkpoints;
    private final TrailKeys keys;
    private final InstantSource clock;

    @Inject
    SigningWell(Checkpoints checkpoints, TrailKeys keys, InstantSource clock) {
        this.checkpoints = checkpoints;
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public HealthCheckResponse call() {
        var now = clock.instant();
        var still = checkpoints.unsigned().still(now);
        var response = HealthCheckResponse.named("trail signing")
                .status(still.isEmpty())
                .withData("key", keys.signer().isPresent() ? "set" : "mandate.trail.key is not set: nothing is signed");
        still.ifPresent(stands -> response.withData(
                        "since", stands.since().truncatedTo(ChronoUnit.SECONDS).toString())
                .withData(
                        "unsignedForSeconds", checkpoints.unsigned().lasts(now).toSeconds())
                .withData("why", stands.why()));
        return response.build();
    }
}
