package dev.mandate.identity.identities;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.lifecycle.AccessState;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When a person holds a role of the catalogue, as lifecycle tells it.
 *
 * @param until first instant at which it no longer counts; null for as long as the employment
 */
record RoleTime(String role, Instant from, @Nullable Instant until) {
    private static final int MOST_GROUPS = 100;

    static List<RoleTime> of(AccessState access) {
        return access.grants().stream()
                .map(grant -> new RoleTime(grant.role(), grant.from(), grant.until()))
                .toList();
    }

    boolean validAt(Instant now) {
        return !now.isBefore(from) && (until == null || now.isBefore(until));
    }

    /**
     * Names of those that count now, as tokens have them: without what they inherit, and none where they are more than fit into a token, since
     * some of them would say that he hasn't the others.
     */
    static List<String> groups(List<RoleTime> roles, Instant now) {
        var groups = names(roles.stream().filter(role -> role.validAt(now)));
        return groups.size() > MOST_GROUPS ? List.of() : groups;
    }

    /** As {@link #groups}, with those whose time is over since they were told of. */
    static List<String> told(List<RoleTime> roles, Instant now) {
        var groups = names(roles.stream().filter(role -> !now.isBefore(role.from())));
        return groups.size() > MOST_GROUPS ? List.of() : groups;
    }

    private static List<String> names(Stream<RoleTime> roles) {
        return roles.map(RoleTime::role).distinct().sorted().toList();
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
