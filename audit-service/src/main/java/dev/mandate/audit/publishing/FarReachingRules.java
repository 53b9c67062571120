package dev.mandate.audit.publishing;

import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.publishing.FarReachingActivation;
import dev.mandate.messaging.publishing.VersionActivation;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** What counts raises findings about everybody, and a critical one takes delegations away. */
@Singleton
class FarReachingRules extends FarReachingActivation<RuleRow, RuleVersionRow, RuleChangeRow> {
    FarReachingRules(RuleStore store, Rules rules, ShadowReport report, Outbox outbox, InstantSource clock) {
        super(
                "rules",
                new VersionActivation<>(
                        store, RuleChangeRow::new, new RuleActivationRules(store, rules, report), outbox, clock));
    }
}
