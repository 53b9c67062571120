package dev.mandate.identity.workloads.bound;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.identity.surfaces.WantedClaims;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a token must say to be a workload's: {@link WantedClaims}, {@code sub} among them.
 *
 * @param values as there
 */
record BoundClaims(Map<String, String> values) {
    private static final String SUBJECT = "sub";

    BoundClaims {
        values = Map.copyOf(values);
    }

    /** @throws IllegalArgumentException in words, for what could match a stranger or nobody */
    static BoundClaims check(Map<String, @Nullable String> claims) {
        var checked = WantedClaims.check(claims);
        if (!checked.values().containsKey(SUBJECT))
            throw new IllegalArgumentException("name sub, and with it whatever else tells this workload from others");
        return new BoundClaims(checked.values());
    }

    /** Whether the token says all of it. */
    boolean match(JWTClaimsSet token) {
        return new WantedClaims(values).match(token.getClaims());
    }

    String json() {
        try {
            return EventJson.mapper().writeValueAsString(new TreeMap<>(values));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static BoundClaims parse(String json) {
        try {
            return new BoundClaims(EventJson.mapper().readValue(json, new TypeReference<Map<String, String>>() {}));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the claims of a binding can't be read", e);
        }
    }
}
