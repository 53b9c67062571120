package dev.mandate.lifecycle.notices;

import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Not well while a notice waits for a webhook: told by {@code /q/health/well} and {@code /q/health}. */
@Wellness
@ApplicationScoped
class WebhooksWell implements HealthCheck {
    private final ApprovalWebhooks webhooks;

    @Inject
    WebhooksWell(ApprovalWebhooks webhooks) {
        this.webhooks = webhooks;
    }

    @Override
    public HealthCheckResponse call() {
        return webhooks.outputs().well();
    }
}
