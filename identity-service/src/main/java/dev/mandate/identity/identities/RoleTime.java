package dev.mandate.identity.identities;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.lifecycle.AccessState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a person holds a role of the catalogue, as lifecycle tells it.
 *
 * @param until first instant at which it no longer counts; null for as long as the employment
 */
record RoleTime(String role, Instant from, @Nullable Instant until) {
    static List<RoleTime> of(AccessState access) {
        return access.grants().stream()
                .map(grant -> new RoleTime(grant.role(), grant.from(), grant.until()))
                .toList();
    }

    boolean validAt(Instant now) {
        return !now.isBefore(from) && (until == null || now.isBefore(until));
    }

    static List<RoleTime> read(String json) {
        try {
            return EventJson.mapper().readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("roles can't be read", e);
        }
    }

    static String write(List<RoleTime> roles) {
        try {
            return EventJson.mapper().writeValueAsString(roles);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
