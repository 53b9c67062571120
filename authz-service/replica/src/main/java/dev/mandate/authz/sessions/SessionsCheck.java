package dev.mandate.authz.sessions;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once what sessions were allowed before this replica started has been read. */
@Readiness
@ApplicationScoped
class SessionsCheck implements HealthCheck {
    private final SessionStreams streams;

    SessionsCheck(SessionStreams streams) {
        this.streams = streams;
    }

    @Override
    public HealthCheckResponse call() {
        var caughtUp = streams.caughtUp();
        var response = HealthCheckResponse.named("sessions")
                .status(!caughtUp.containsValue(false))
                .withData("counted", streams.sessions().allowed().size());
        caughtUp.forEach(response::withData);
        return response.build();
    }
}
