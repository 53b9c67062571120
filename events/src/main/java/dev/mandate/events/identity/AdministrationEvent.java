package dev.mandate.events.identity;

import static java.util.Map.entry;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.topics.TopicCatalogue;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Facts on {@code identity.administration.v1}, keyed by {@link #subject()}: what was done by hand to what identity-service owns, and
 * what followed from a departure. No secret is ever in one.
 */
public sealed interface AdministrationEvent permits AgentEvent, OfferEvent {
    EventFamily<AdministrationEvent> FAMILY = new EventFamily<>(
            TopicCatalogue.IDENTITY_ADMINISTRATION,
            Map.ofEntries(
                    entry("identity.agent.registered.v1", AgentEvent.Registered.class),
                    entry("identity.offer.made.v1", OfferEvent.Made.class),
                    entry("identity.offer.accepted.v1", OfferEvent.Accepted.class),
                    entry("identity.offer.refused.v1", OfferEvent.Refused.class),
                    entry("identity.offer.withdrawn.v1", OfferEvent.Withdrawn.class)),
            AdministrationEvent::subject);

    /** Id of what it was done to. */
    String subject();

    /** Null where nobody did it, but it followed from something else that is on record. */
    @Nullable
    Actor by();
}
