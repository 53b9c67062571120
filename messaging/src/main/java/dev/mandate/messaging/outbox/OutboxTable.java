package dev.mandate.messaging.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** One slice's rows, read without locks. */
final class OutboxTable {
    private final int slice;
    private final int slices;

    OutboxTable(int slice, int slices) {
        this.slice = slice;
        this.slices = slices;
    }

    List<OutboxRow> read(Connection database, int limit) throws SQLException {
        try (var query = database.prepareStatement("SELECT seq, topic, partition, key, headers, value FROM outbox"
                + " WHERE partition % ? = ? ORDER BY seq LIMIT ?")) {
            query.setInt(1, slices);
            query.setInt(2, slice);
            query.setInt(3, limit);
            var rows = new ArrayList<OutboxRow>();
            try (var found = query.executeQuery()) {
                while (found.next()) {
                    rows.add(new OutboxRow(
                            found.getLong(1),
                            found.getString(2),
                            found.getInt(3),
                            found.getString(4),
                            found.getString(5),
                            found.getString(6)));
                }
            }
            return rows;
        }
    }

    void delete(Connection database, Collection<OutboxRow> rows) throws SQLException {
        try (var delete = database.prepareStatement("DELETE FROM outbox WHERE seq = ANY (?)")) {
            delete.setArray(
                    1,
                    database.createArrayOf(
                            "bigint", rows.stream().map(OutboxRow::seq).toArray()));
            delete.executeUpdate();
        }
    }

    long pending(Connection database) throws SQLException {
        try (var query = database.prepareStatement("SELECT count(*) FROM outbox WHERE partition % ? = ?")) {
            query.setInt(1, slices);
            query.setInt(2, slice);
            try (var found = query.executeQuery()) {
                found.next();
                return found.getLong(1);
            }
        }
    }

    /**
     * Up to when all these inputs have been taken: {@link Instant#MAX} if there are none, {@link Instant#EPOCH} if one
     * hasn't said yet for all its partitions.
     */
    Instant inputsCompleteUntil(Connection database, Set<ExpectedInput> inputs) throws SQLException {
        var least = Instant.MAX;
        for (var input : inputs) {
            try (var query = database.prepareStatement(
                    "SELECT count(*), min(complete_until) FROM input_freshness WHERE topic = ?")) {
                query.setString(1, input.topic());
                try (var found = query.executeQuery()) {
                    found.next();
                    if (found.getInt(1) < input.partitions()) return Instant.EPOCH;
                    var until = found.getObject(2, OffsetDateTime.class).toInstant();
                    if (until.isBefore(least)) least = until;
                }
            }
        }
        return least;
    }

    record ExpectedInput(String topic, int partitions) {}
}
