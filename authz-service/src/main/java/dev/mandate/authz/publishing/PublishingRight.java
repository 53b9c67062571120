package dev.mandate.authz.publishing;

import dev.mandate.authz.engine.cedar.EntityUid;
import dev.mandate.authz.engine.cedar.Request;
import dev.mandate.authz.engine.entities.CedarNames;
import dev.mandate.authz.engine.entities.CedarView;
import dev.mandate.authz.engine.entities.Directory;
import dev.mandate.authz.engine.policies.Policies;
import dev.mandate.authz.engine.policies.PolicyBook;
import dev.mandate.authz.engine.policies.PublishingContext;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.lifecycle.AccessState;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who may publish is itself a policy: that of the set {@code governance}, asked through the same evaluator as any decision. */
@ApplicationScoped
class PublishingRight {
    private final Policies policies;
    private final Directory directory;
    private final InstantSource clock;

    PublishingRight(Policies policies, Directory directory, InstantSource clock) {
        this.policies = policies;
        this.directory = directory;
        this.clock = clock;
    }

    /** Null if he may; else a sentence that says why not. */
    @Nullable
    String refusal(Publisher publisher, String action, String set, PublishingContext context) {
        return refusal(policies.governance(), publisher, action, set, context);
    }

    /** By other policies than those in force. */
    @Nullable
    String refusal(PolicyBook governance, Publisher publisher, String action, String set, PublishingContext context) {
        var principal = publisher.principal();
        if (!active(principal)) return principal.id() + " is not active.";
        var request = new Request(
                principal,
                new EntityUid(CedarNames.ACTION, action),
                new EntityUid(CedarNames.POLICY_SET, set),
                context.record());
        var answer = governance.policies().decide(request, new CedarView(directory, clock.instant()));
        if (answer.allowed() && answer.errors().isEmpty()) return null;
        if (!answer.errors().isEmpty())
            return "Policy " + answer.errors().get(0).policyId() + " of the set governance can't be evaluated.";
        var reasons = answer.determining().stream()
                .map(governance::reason)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
        if (!reasons.isEmpty()) return reasons;
        return answer.determining().isEmpty()
                ? "No policy of the set governance permits " + principal.id() + " to " + action + " " + set + "."
                : "Policy " + String.join(", ", answer.determining()) + " of the set governance forbids it.";
    }

    private boolean active(EntityUid principal) {
        if (principal.type().equals(CedarNames.CLIENT)) return true;
        var identity = directory.identities().get(principal.id()).state();
        if (identity == null || identity.status() != IdentityState.Status.ACTIVE) return false;
        if (!principal.type().equals(CedarNames.PERSON)) return true;
        var access = directory.access().get(principal.id()).state();
        return access != null && access.employment() == AccessState.Employment.ACTIVE;
    }
}
