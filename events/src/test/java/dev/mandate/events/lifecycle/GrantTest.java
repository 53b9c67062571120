package dev.mandate.events.lifecycle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Actor.Acting;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.ids.GrantId;
import dev.mandate.events.ids.IdentityId;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrantTest {
    private static final GrantId ID = new GrantId("grt_01k9p0asked");
    private static final Instant NINE = Instant.parse("2026-11-02T09:00:00Z");
    private static final Actor ADA = new Actor("per_01k9p0ada", "console", List.of());

    @Test
    void where_it_comes_from_and_who_gave_it_are_told_and_read_back() throws Exception {
        var told = new Grant(
                ID,
                "on-call",
                Grant.Kind.GRANTED,
                NINE,
                NINE.plusSeconds(60),
                "covers for Grace",
                new Origin(Origin.Kind.EMERGENCY, "INC-7"),
                ADA);
        var text = EventJson.mapper().writeValueAsString(told);
        assertThat(EventJson.mapper().readValue(text, Grant.class)).isEqualTo(told);
    }

    @Test
    void a_record_from_before_it_was_told_is_still_read() throws Exception {
        var text = "{\"id\":\"grt_1\",\"role\":\"on-call\",\"kind\":\"GRANTED\",\"from\":\"2026-11-02T09:00:00Z\","
                + "\"reason\":\"covers for Grace\"}";
        var read = EventJson.mapper().readValue(text, Grant.class);
        assertThat(read.origin()).isNull();
        assertThat(read.by()).isNull();
        assertThat(read.validAt(NINE)).isTrue();
    }

    @Test
    void what_must_be_told_of_an_origin_is_asked_for() {
        assertThatThrownBy(() -> new Origin(Origin.Kind.REQUEST, null)).hasMessage("reference is missing");
        assertThatThrownBy(() -> new Origin(Origin.Kind.IMPORT, " ")).hasMessageContaining("1 to 200");
    }

    @Test
    void the_largest_facts_have_room_on_their_topic() {
        var widest = "漢".repeat(256);
        var by = new Actor(widest, widest, Collections.nCopies(Actor.MAX_CHAIN, new Acting(widest, "\\".repeat(256))));
        var granted = new GovernanceEvent.Granted(
                ID,
                new IdentityId("per_" + "a".repeat(80)),
                new Entitlement(Entitlement.Kind.APPLICATION, "a".repeat(120)),
                new Origin(Origin.Kind.IMPORT, "漢".repeat(200)),
                "漢".repeat(500),
                NINE,
                NINE,
                by);
        var changed = new GovernanceEvent.CatalogChanged(
                "application:" + "a".repeat(120),
                Long.MAX_VALUE,
                GovernanceEvent.CatalogChange.CHANGED,
                Collections.nCopies(20, "漢".repeat(100)),
                true,
                "漢".repeat(500),
                by);
        for (var event : List.of(granted, changed)) {
            var wire = CloudEventCodec.encode(
                    GovernanceEvent.FAMILY, new Envelope<>("urn:mandate:lifecycle", "1", NINE, event, null));
            assertThat(wire.key()).isEqualTo(event.subject().getBytes(UTF_8));
        }
    }
}
