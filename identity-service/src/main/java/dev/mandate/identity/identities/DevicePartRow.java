package dev.mandate.identity.identities;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.identity.DevicePosture;
import dev.mandate.events.identity.KnownDevice;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of a row that tells of the devices that a person works with: of one that nobody named, all of it or nothing, and of others by name. */
@Embeddable
class DevicePartRow {
    @Column(name = "device_compliant")
    @Nullable
    Boolean compliant;

    @Column(name = "device_source")
    @Nullable
    String source;

    @Column(name = "device_at")
    @Nullable
    Instant at;

    @Column(name = "device_until")
    @Nullable
    Instant until;

    /** A JSON list of {@link KnownDevice}; null for none. */
    @Nullable
    String devices;

    void tell(DevicePosture told) {
        compliant = told.compliant();
        source = told.source();
        at = told.at();
        until = told.until();
    }

    @Nullable
    DevicePosture posture() {
        return compliant == null || source == null || at == null || until == null
                ? null
                : new DevicePosture(compliant, source, at, until);
    }

    List<KnownDevice> named() {
        if (devices == null) return List.of();
        try {
            return EventJson.mapper().readValue(devices, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("devices can't be read", e);
        }
    }

    void name(List<KnownDevice> known) {
        try {
            devices = known.isEmpty() ? null : EventJson.mapper().writeValueAsString(known);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
