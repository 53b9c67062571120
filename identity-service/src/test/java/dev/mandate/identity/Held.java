package dev.mandate.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A row that somebody is changing, for whom others wait. */
public final class Held implements AutoCloseable {
    private final Connection connection;

    private Held(Connection connection) {
        this.connection = connection;
    }

    /** @param change of one row, by its id */
    public static Held by(DataSource database, String change, String id) throws SQLException {
        var connection = database.getConnection();
        connection.setAutoCommit(false);
        var held = new Held(connection);
        try (var statement = connection.prepareStatement(change)) {
            statement.setString(1, id);
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
        return held;
    }

    public void awaitSomebodyWaiting() {
        awaitWaiting(1);
    }

    /** @param many who wait for it, or for who does so */
    public void awaitWaiting(int many) {
        await().atMost(Topics.SOON).until(() -> waiting("pg_backend_pid()") == many);
    }

    /** Ends what the one who waits for it is at. */
    public void awaitAndCancelWhoWaits() {
        await().atMost(Topics.SOON).until(() -> waiting("pg_cancel_backend(pid)") == 1);
    }

    /** By the locks, since a transaction sees in pg_stat_activity only who was connected when it looked first. */
    private int waiting(String done) throws SQLException {
        try (var look = connection.createStatement();
                var found = look.executeQuery("WITH RECURSIVE waiting(pid) AS (SELECT pg_backend_pid() UNION"
                        + " SELECT l.pid FROM pg_locks l, waiting w"
                        + " WHERE NOT l.granted AND w.pid = ANY (pg_blocking_pids(l.pid)))"
                        + " SELECT count(" + done + ") FROM waiting WHERE pid <> pg_backend_pid()")) {
            found.next();
            return found.getInt(1);
        }
    }

    /** @throws SQLException if somebody else holds it */
    public void alsoHolds(String table, String id) throws SQLException {
        try (var statement =
                connection.prepareStatement("SELECT 1 FROM " + table + " WHERE id = ? FOR UPDATE NOWAIT")) {
            statement.setString(1, id);
            statement.executeQuery();
        }
    }

    /** Whether a lock by a name is nobody's. */
    public boolean isFree(String name, int seed) throws SQLException {
        try (var take = connection.prepareStatement("SELECT pg_try_advisory_xact_lock(hashtextextended(?, ?))")) {
            take.setString(1, name);
            take.setLong(2, seed);
            try (var taken = take.executeQuery()) {
                taken.next();
                return taken.getBoolean(1);
            }
        }
    }

    public void isDone() throws SQLException {
        connection.commit();
    }

    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.close();
    }
}
