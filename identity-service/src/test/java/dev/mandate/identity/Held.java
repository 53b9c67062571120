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
        await().atMost(Topics.SOON).until(this::isWaitedFor);
    }

    /** By the locks, since a transaction sees in pg_stat_activity only who was connected when it looked first. */
    private boolean isWaitedFor() throws SQLException {
        try (var look = connection.createStatement();
                var found = look.executeQuery("SELECT count(*) FROM pg_locks"
                        + " WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))")) {
            found.next();
            return found.getInt(1) > 0;
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
