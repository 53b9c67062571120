package dev.mandate.identity.postures;

import dev.mandate.events.identity.DevicePosture;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** What was told of a device by itself, whoever uses it: it counts for whoever signs in on it later, too. */
@Entity
@Table(name = "devices")
@SuppressWarnings("NullAway.Init")
class DeviceRow {
    /** {@code dev_…}. */
    @Id
    String id;

    String source;

    boolean compliant;

    @Column(name = "told_at")
    Instant at;

    @Column(name = "ends_at")
    Instant until;

    DevicePosture posture() {
        return new DevicePosture(compliant, source, at, until);
    }

    void become(DevicePosture told) {
        compliant = told.compliant();
        at = told.at();
        until = told.until();
    }

    static DeviceRow of(NamedDevice device, DevicePosture told) {
        var row = new DeviceRow();
        row.id = device.id();
        row.source = device.source();
        row.become(told);
        return row;
    }
}
