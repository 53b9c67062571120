package dev.mandate.authz.publishing;

import dev.mandate.authz.policies.PolicyProjection;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.publishing.FarReachingActivation;
import dev.mandate.messaging.publishing.VersionActivation;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** What is in force decides for everybody. */
@Singleton
class FarReachingPolicies extends FarReachingActivation<PolicySetRow, PolicyVersionRow, PolicyChangeRow> {
    FarReachingPolicies(
            PolicyStore store, PublishingRight right, PolicyProjection files, Outbox outbox, InstantSource clock) {
        super(
                "policies",
                new VersionActivation<>(
                        store, PolicyChangeRow::new, new PolicyActivationRules(store, right, files), outbox, clock));
    }
}
