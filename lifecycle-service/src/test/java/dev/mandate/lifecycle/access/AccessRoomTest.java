package dev.mandate.lifecycle.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Actor.Acting;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.hr.WorkerAttributes;
import dev.mandate.events.ids.GrantId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.AccessState;
import dev.mandate.events.lifecycle.CatalogEntry.Role;
import dev.mandate.events.lifecycle.Grant;
import dev.mandate.events.lifecycle.Origin;
import dev.mandate.lifecycle.workers.WorkerSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The widest grants of the widest person in the widest characters. */
class AccessRoomTest {
    private static final Instant NOW = Instant.parse("2026-11-02T09:00:00.123456Z");
    private static final IdentityId ADA = new IdentityId("per_" + "a".repeat(80));

    @Test
    void all_that_a_person_can_be_granted_and_fifty_birthrights_are_a_record_that_readers_take() {
        var widest = "\u0001".repeat(200);
        var attributes = new WorkerAttributes(widest, widest, widest, widest, widest, widest, widest);
        var standing = new WorkerSnapshot(1, AccessState.Employment.ACTIVE, NOW, NOW, NOW, attributes);
        var roles = IntStream.range(0, 50)
                .mapToObj(i -> new Role(i + "r".repeat(118), 1, false, "r", List.of(), List.of(widest)))
                .toList();
        var birthrights = Birthrights.of(ADA, standing, roles);
        assertThat(birthrights).hasSize(50);
        var granted = new ArrayList<Grant>();
        while (AccessRoom.has(with(granted))) granted.add(widestGrant());
        assertThat(granted).hasSizeGreaterThan(4).hasSizeLessThan(AccessRoom.MOST_GRANTS);

        var all = new ArrayList<>(birthrights);
        all.addAll(granted);
        var state = new AccessState(
                ADA, Long.MAX_VALUE, false, AccessState.Employment.ACTIVE, 1, NOW, "e".repeat(64), attributes, all);
        assertThatCode(() -> CloudEventCodec.encode(
                        AccessState.FAMILY, new Envelope<>("urn:mandate:lifecycle", "1", NOW, state, null)))
                .doesNotThrowAnyException();
    }

    @Test
    void a_hundred_usual_grants_have_room() {
        var usual = new Grant(
                GrantId.next(),
                "auditor",
                Grant.Kind.GRANTED,
                NOW,
                NOW,
                "covers for Grace while she is away, as agreed with the head of the department",
                new Origin(Origin.Kind.REQUEST, "req_01k9p0night"),
                new Actor("per_01k9p0ada", "console", List.of()));
        assertThat(AccessRoom.has(Collections.nCopies(AccessRoom.MOST_GRANTS, usual)))
                .isTrue();
    }

    private static List<Grant> with(List<Grant> granted) {
        var one = new ArrayList<>(granted);
        one.add(widestGrant());
        return one;
    }

    private static Grant widestGrant() {
        var widest = "漢".repeat(256);
        var by = new Actor(widest, widest, Collections.nCopies(Actor.MAX_CHAIN, new Acting(widest, widest)));
        var origin = new Origin(Origin.Kind.IMPORT, "漢".repeat(200));
        return new Grant(GrantId.next(), "r".repeat(120), Grant.Kind.GRANTED, NOW, NOW, "漢".repeat(500), origin, by);
    }
}
