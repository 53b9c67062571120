package dev.mandate.authz.recording;

import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Not well where whoever may write {@code agent.actions.v1} may tell of any call. It is none of readiness: decisions are as good as before, and an upgrade from before there were receipts goes
 * without them for a while.
 */
@Wellness
@ApplicationScoped
class ReceiptsWell implements HealthCheck {
    private final ReceiptConfig config;

    @Inject
    ReceiptsWell(ReceiptConfig config) {
        this.config = config;
    }

    @Override
    public HealthCheckResponse call() {
        var proven = config.secret().isPresent();
        var response = HealthCheckResponse.named("receipts").status(proven);
        if (!proven) response.withData("missing", "mandate.receipts.secret");
        return response.build();
    }
}
