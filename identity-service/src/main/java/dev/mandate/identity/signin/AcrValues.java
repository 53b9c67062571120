package dev.mandate.identity.signin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.mandate.events.cloudevents.EventJson;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an issuer's own {@code acr} values mean here. One that nobody agreed on stays as it is, unless it claims a name of ours:
 * {@code urn:mandate:…} is had by agreement alone, since policies rely on it.
 *
 * @param ours by the issuer's value
 */
record AcrValues(Map<String, String> ours) {
    static final AcrValues NONE = new AcrValues(Map.of());
    private static final String NAMESPACE = "urn:mandate:";
    private static final int MOST = 50;

    AcrValues {
        ours = Map.copyOf(ours);
    }

    /** @throws IllegalArgumentException if there are too many, or one that no token could hold */
    static AcrValues check(Map<String, @Nullable String> ours) {
        if (ours.size() > MOST)
            throw new IllegalArgumentException("an issuer has at most " + MOST + " acr values here");
        ours.forEach((theirs, value) -> {
            if (!AuthenticationClaims.isValue(theirs) || !AuthenticationClaims.isValue(value)) {
                throw new IllegalArgumentException("an acr value " + AuthenticationClaims.RULE);
            }
        });
        return new AcrValues(ours);
    }

    /** Null for a name of ours that wasn't agreed on. */
    @Nullable
    String of(String theirs) {
        var agreed = ours.get(theirs);
        if (agreed != null) return agreed;
        // The beginning of a URN doesn't depend on case.
        return theirs.regionMatches(true, 0, NAMESPACE, 0, NAMESPACE.length()) ? null : theirs;
    }

    static AcrValues parse(@Nullable String json) {
        if (json == null) return NONE;
        try {
            return new AcrValues(EventJson.mapper().readValue(json, new TypeReference<Map<String, String>>() {}));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row of issuers holds no valid JSON", e);
        }
    }

    @Nullable
    String json() {
        if (ours.isEmpty()) return null;
        try {
            return EventJson.mapper().writeValueAsString(ours);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write acr values as JSON", e);
        }
    }
}
