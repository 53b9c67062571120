package dev.mandate.identity.identities;

import dev.mandate.events.identity.DevicePosture;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;

/** The part of a row that tells of the device that a person works with; all of it or nothing. */
@Embeddable
@SuppressWarnings("NullAway.Init")
class DevicePartRow {
    @Column(name = "device_compliant")
    boolean compliant;

    @Column(name = "device_source")
    String source;

    @Column(name = "device_at")
    Instant at;

    @Column(name = "device_until")
    Instant until;

    static DevicePartRow of(DevicePosture told) {
        var part = new DevicePartRow();
        part.compliant = told.compliant();
        part.source = told.source();
        part.at = told.at();
        part.until = told.until();
        return part;
    }

    DevicePosture posture() {
        return new DevicePosture(compliant, source, at, until);
    }
}
