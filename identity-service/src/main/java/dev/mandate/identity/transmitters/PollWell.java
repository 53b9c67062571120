package dev.mandate.identity.transmitters;

import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Down where a transmitter was asked for its signals some times in turn, and not all that it has to tell could be heard. */
@Wellness
@ApplicationScoped
class PollWell implements HealthCheck {
    private final SignalPolls polls;

    @Inject
    PollWell(SignalPolls polls) {
        this.polls = polls;
    }

    @Override
    public HealthCheckResponse call() {
        var failing = polls.failing();
        var response = HealthCheckResponse.named("signals of others").status(failing.isEmpty());
        failing.forEach(response::withData);
        return response.build();
    }
}
