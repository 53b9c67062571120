package dev.mandate.identity.postures;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;

/** That somebody uses a device: he signed in on it, or its management says that it is his. */
@Entity
@IdClass(UsedDeviceRow.Key.class)
@Table(name = "used_devices")
@SuppressWarnings("NullAway.Init")
class UsedDeviceRow {
    @Id
    @Column(name = "person_id")
    String personId;

    @Id
    String device;

    @Column(name = "since")
    Instant since;

    static UsedDeviceRow of(String person, String device, Instant now) {
        var row = new UsedDeviceRow();
        row.personId = person;
        row.device = device;
        row.since = now;
        return row;
    }

    static final class Key implements Serializable {
        private static final long serialVersionUID = 1L;

        String personId = "";
        String device = "";

        Key() {}

        Key(String personId, String device) {
            this.personId = personId;
            this.device = device;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && personId.equals(key.personId) && device.equals(key.device);
        }

        @Override
        public int hashCode() {
            return Objects.hash(personId, device);
        }
    }
}
