package dev.mandate.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.identity.OfferEvent;
import dev.mandate.events.identity.OfferEvent.Cause;
import dev.mandate.events.identity.OfferEvent.Why;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.OfferId;
import dev.mandate.events.ids.OwnedId;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OfferNarratorTest {
    private static final OfferId OFFER = new OfferId("ofr_1");
    private static final IdentityId AGENT = new IdentityId("agt_1");
    private static final IdentityId ADA = new IdentityId("per_ada");
    private static final Actor BY_ADA = new Actor("per_ada", "console", List.of());

    private final OfferNarrator narrator =
            new OfferNarrator(IdentityId::value, id -> "wiki (" + id + ")", new Doer(Actor::toString));

    @ParameterizedTest
    @MethodSource("events")
    void each_line_of_an_offer_is_found_by_it_and_by_the_agent(OfferEvent event) {
        var row = narrator.tell(event);
        assertThat(row.subject()).isEqualTo("ofr_1");
        assertThat(row.agent()).isEqualTo(AGENT);
        assertThat(row.person()).isEqualTo(ADA);
        assertThat(row.summary()).contains("ofr_1", "agt_1");
    }

    @Test
    void an_offer_of_a_client_is_found_by_it_and_names_it() {
        var client = new OwnedId("cli_1");
        var row = narrator.tell(new OfferEvent.Accepted(OFFER, client, ADA, null, BY_ADA));
        assertThat(row.subject()).isEqualTo("cli_1");
        assertThat(row.agent()).isNull();
        assertThat(row.person()).isEqualTo(ADA);
        assertThat(row.summary()).contains("ofr_1", "answers for the client wiki (cli_1)");
    }

    static Stream<OfferEvent> events() {
        return Stream.of(
                new OfferEvent.Made(
                        OFFER,
                        OwnedId.of(AGENT),
                        ADA,
                        null,
                        Cause.REGISTERED,
                        Instant.parse("2026-11-02T12:00:00Z"),
                        null),
                new OfferEvent.Accepted(OFFER, OwnedId.of(AGENT), ADA, null, BY_ADA),
                new OfferEvent.Refused(OFFER, OwnedId.of(AGENT), ADA, BY_ADA),
                new OfferEvent.Withdrawn(OFFER, OwnedId.of(AGENT), ADA, Why.RECIPIENT_LEFT, null));
    }
}
