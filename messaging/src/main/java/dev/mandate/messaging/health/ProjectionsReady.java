package dev.mandate.messaging.health;

import dev.mandate.messaging.projection.StateProjection;
import dev.mandate.messaging.projection.StateProjections;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once every projection has read what was there when it began. */
@Readiness
@ApplicationScoped
class ProjectionsReady implements HealthCheck {
    private final StateProjections projections;

    @Inject
    ProjectionsReady(StateProjections projections) {
        this.projections = projections;
    }

    @Override
    public HealthCheckResponse call() {
        var all = projections.all();
        var response =
                HealthCheckResponse.named("projections").status(all.stream().allMatch(StateProjection::caughtUp));
        all.forEach(projection -> response.withData(projection.topic(), told(projection)));
        return response.build();
    }

    /** An operator who waits sees which stream it is, and that it gets less. */
    private static String told(StateProjection<?> projection) {
        return projection.caughtUp() ? "complete" : projection.lag() + " records behind";
    }
}
