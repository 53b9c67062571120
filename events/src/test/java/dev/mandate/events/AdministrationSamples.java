package dev.mandate.events;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Actor.Acting;
import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.AgentEvent;
import dev.mandate.events.identity.OfferEvent;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.OfferId;
import java.time.Instant;
import java.util.List;

/** What was done by hand to what identity-service owns: Ada's agent is offered to Grace. */
final class AdministrationSamples {
    private static final IdentityId ADA = new IdentityId("per_01k9p0ada");
    private static final IdentityId GRACE = new IdentityId("per_01k9p0grace");
    private static final IdentityId AGENT = new IdentityId("agt_01k9p0mail");
    private static final OfferId OFFER = new OfferId("ofr_01k9p0hand");
    private static final Instant END = Instant.parse("2026-11-16T09:00:00Z");
    private static final Actor BY_ADA =
            new Actor(ADA.value(), "console", List.of(new Acting("agt_01k9p0desk", "https://partner.example")));
    private static final Actor BY_GRACE = new Actor(GRACE.value(), "console", List.of());

    private AdministrationSamples() {}

    static List<AdministrationEvent> all() {
        return List.of(
                new AgentEvent.Registered(AGENT, "Mail assistant", "desk", "customer-mail", ADA, BY_ADA),
                new OfferEvent.Made(OFFER, AGENT, GRACE, ADA, OfferEvent.Cause.HANDED_OVER, END, BY_ADA),
                new OfferEvent.Accepted(OFFER, AGENT, GRACE, ADA, BY_GRACE),
                new OfferEvent.Refused(OFFER, AGENT, GRACE, BY_GRACE),
                new OfferEvent.Withdrawn(OFFER, AGENT, GRACE, OfferEvent.Why.RECIPIENT_LEFT, null));
    }
}
