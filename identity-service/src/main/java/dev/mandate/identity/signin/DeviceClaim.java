package dev.mandate.identity.signin;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.identity.postures.NamedDevice;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How an issuer says on which device somebody signed in.
 *
 * @param claim of what it signs; its value is the name of the device
 * @param transmitter issuer of the one that has these names for its devices, and tells of them
 */
public record DeviceClaim(String claim, String transmitter) {
    /** Empty where it says nothing that names one: the device isn't known then. */
    public Optional<NamedDevice> of(Map<String, Object> claims) {
        return NamedDevice.of(transmitter, claims.get(claim));
    }

    static @Nullable DeviceClaim parse(@Nullable String json) {
        if (json == null) return null;
        try {
            return EventJson.mapper().readValue(json, DeviceClaim.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row of issuers holds no valid claim of devices", e);
        }
    }

    static @Nullable String json(@Nullable DeviceClaim of) {
        if (of == null) return null;
        try {
            return EventJson.mapper().writeValueAsString(of);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write a claim of devices as JSON", e);
        }
    }

    /** For people. */
    String words() {
        return "it says by " + claim + " on which device of " + transmitter + " somebody signs in";
    }
}
