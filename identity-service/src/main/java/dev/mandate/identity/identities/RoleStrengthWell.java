package dev.mandate.identity.identities;

import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Down where settings want a stronger sign-in of a role that there isn't: whoever they meant signs in as before. */
@Wellness
@ApplicationScoped
class RoleStrengthWell implements HealthCheck {
    private final StrengthSettings settings;

    @Inject
    RoleStrengthWell(StrengthSettings settings) {
        this.settings = settings;
    }

    @Override
    public HealthCheckResponse call() {
        var strangers = settings.strangers();
        var response =
                HealthCheckResponse.named("roles that want a stronger sign-in").status(strangers.isEmpty());
        if (!strangers.isEmpty()) response.withData("unknown", String.join("; ", strangers));
        return response.build();
    }
}
