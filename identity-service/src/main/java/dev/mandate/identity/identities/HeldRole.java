package dev.mandate.identity.identities;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.lifecycle.AccessState;
import dev.mandate.events.lifecycle.Grant;
import dev.mandate.events.lifecycle.MandateRole;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A role of Mandate itself that a person was granted.
 *
 * @param from first instant at which it counts
 * @param until first instant at which it no longer counts
 */
public record HeldRole(MandateRole role, Instant from, Instant until) {
    public boolean validAt(Instant now) {
        return !now.isBefore(from) && now.isBefore(until);
    }

    /** A birthright has no end, and is none of these. */
    static List<HeldRole> of(AccessState access) {
        return access.grants().stream()
                .filter(grant -> grant.kind() == Grant.Kind.GRANTED && grant.until() != null)
                .flatMap(grant -> MandateRole.of(grant.role()).stream()
                        .map(role -> new HeldRole(role, grant.from(), endOf(grant.until()))))
                .toList();
    }

    private static Instant endOf(@Nullable Instant until) {
        return until == null ? Instant.MIN : until;
    }

    /** Some, as they are kept. */
    static List<HeldRole> read(String json) {
        try {
            return EventJson.mapper().readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("roles can't be read", e);
        }
    }

    static String write(List<HeldRole> roles) {
        try {
            return EventJson.mapper().writeValueAsString(roles);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
