package dev.mandate.events;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Actor.Acting;
import dev.mandate.events.ids.GrantId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.Entitlement;
import dev.mandate.events.lifecycle.GovernanceEvent;
import dev.mandate.events.lifecycle.Origin;
import java.time.Instant;
import java.util.List;

/** What was done to access and to the catalogue: Ada lets Grace be on call, and a tool's labels change. */
final class GovernanceSamples {
    private static final IdentityId ADA = new IdentityId("per_01k9p0ada");
    private static final IdentityId GRACE = new IdentityId("per_01k9p0grace");
    private static final GrantId GRANT = new GrantId("grt_01k9p0oncall");
    private static final Entitlement ON_CALL = Entitlement.role("on-call");
    private static final Origin REQUEST = new Origin(Origin.Kind.REQUEST, "req_01k9p0night");
    private static final Actor BY_ADA =
            new Actor(ADA.value(), "console", List.of(new Acting("agt_01k9p0desk", "https://partner.example")));

    private GovernanceSamples() {}

    static List<GovernanceEvent> all() {
        return List.of(
                new GovernanceEvent.Granted(
                        GRANT,
                        GRACE,
                        ON_CALL,
                        REQUEST,
                        "covers the nights of November",
                        Instant.parse("2026-11-02T09:00:00Z"),
                        Instant.parse("2026-12-01T09:00:00Z"),
                        BY_ADA),
                new GovernanceEvent.Revoked(
                        GRANT,
                        GRACE,
                        ON_CALL,
                        REQUEST,
                        GovernanceEvent.Cause.TAKEN_BACK,
                        "another covers them",
                        BY_ADA),
                new GovernanceEvent.CatalogChanged(
                        "tool:mail.send",
                        3,
                        GovernanceEvent.CatalogChange.CHANGED,
                        List.of("labels", "title"),
                        false,
                        "it sends outside, too",
                        BY_ADA));
    }
}
