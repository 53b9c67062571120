package dev.mandate.messaging.sweep;

import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** Rows of a table that nobody needs once they are old. Replicas may remove them at once; one that is made young meanwhile stays. */
public final class OldRows {
    private static final int AT_ONCE = 10_000;

    private final DataSource database;
    private final String delete;

    /** @param since the column that says from when on it is kept, of type timestamptz, and with an index: the time of the statement, unlike a clock, is looked up in it */
    public OldRows(DataSource database, String table, String since, Duration kept) {
        this.database = database;
        this.delete = "DELETE FROM " + table + " WHERE ctid = ANY (ARRAY (SELECT ctid FROM " + table + " WHERE " + since
                + " < now() - " + kept.toSeconds() + " * interval '1 second' LIMIT " + AT_ONCE
                + " FOR UPDATE SKIP LOCKED))";
    }

    /** @return whether there may be more */
    public boolean removeSome() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(delete)) {
            return statement.executeUpdate() == AT_ONCE;
        }
    }
}
