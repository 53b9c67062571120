package dev.mandate.messaging.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** Who relays a slice, by the database's clock. */
final class Lease {
    private final int slice;
    private final String holder;
    private final long millis;
    private long epoch;

    Lease(int slice, String holder, Duration length) {
        this.slice = slice;
        this.holder = holder;
        this.millis = length.toMillis();
    }

    /** False while someone else holds it. */
    boolean acquire(Connection database) throws SQLException {
        try (var upsert = database.prepareStatement(
                "INSERT INTO outbox_lease AS held (slice, holder, epoch, held_until)"
                        + " VALUES (?, ?, 1, clock_timestamp() + ? * interval '1 millisecond')"
                        + " ON CONFLICT (slice) DO UPDATE SET holder = excluded.holder, epoch = held.epoch + 1,"
                        + " held_until = excluded.held_until"
                        + " WHERE held.held_until < clock_timestamp() OR held.holder = excluded.holder RETURNING epoch")) {
            upsert.setInt(1, slice);
            upsert.setString(2, holder);
            upsert.setLong(3, millis);
            try (var row = upsert.executeQuery()) {
                if (!row.next()) return false;
                epoch = row.getLong(1);
                return true;
            }
        }
    }

    /** False if someone else took it meanwhile. */
    boolean renew(Connection database) throws SQLException {
        return extend(database, millis);
    }

    void release(Connection database) throws SQLException {
        extend(database, -1);
    }

    private boolean extend(Connection database, long by) throws SQLException {
        try (var update =
                database.prepareStatement("UPDATE outbox_lease SET held_until = clock_timestamp() + ? * interval"
                        + " '1 millisecond' WHERE slice = ? AND holder = ? AND epoch = ?")) {
            update.setLong(1, by);
            update.setInt(2, slice);
            update.setString(3, holder);
            update.setLong(4, epoch);
            return update.executeUpdate() == 1;
        }
    }
}
