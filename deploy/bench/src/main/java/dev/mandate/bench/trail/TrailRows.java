package dev.mandate.bench.trail;

import dev.mandate.bench.sequences.PastCalls;
import dev.mandate.embedded.Platform;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Calls that are told, and the lines that come of them, as the database has them. */
final class TrailRows implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(250);

    private final Platform platform;
    private final Connection rows;
    private int told;

    TrailRows(Platform platform) throws SQLException {
        this.platform = platform;
        this.rows = DriverManager.getConnection(
                platform.jdbcUrl() + "?currentSchema=audit", "audit_owner", platform.password("db.audit_owner"));
    }

    /** Tells of calls, and waits until both records of each are lines. */
    Duration lines(int calls) throws Exception {
        var newest = number("SELECT coalesce(max(seq), 0) FROM trail_entry");
        var began = System.nanoTime();
        PastCalls.tell(platform, told, calls);
        told += calls;
        var come = "SELECT count(*) FROM trail_entry WHERE seq > " + newest
                + " AND topic IN ('authz.decisions.v1', 'agent.actions.v1')";
        while (number(come) < 2L * calls) TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
        return Duration.ofNanos(System.nanoTime() - began);
    }

    void awaitSigned() throws Exception {
        while (number("SELECT max(seq) - (SELECT upto FROM trail_tree) FROM trail_entry") > 0)
            TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
    }

    /** How long it takes to read these lines, one after the other, and to do nothing with them. */
    Duration read() throws SQLException {
        var began = System.nanoTime();
        rows.setAutoCommit(false); // else all of them are fetched at once
        try (var statement = rows.createStatement()) {
            statement.setFetchSize(1000);
            try (var found = statement.executeQuery("SELECT payload::text FROM trail_entry"
                    + " WHERE topic IN ('authz.decisions.v1', 'agent.actions.v1') ORDER BY occurred_at, seq")) {
                while (found.next()) found.getString(1);
            }
        } finally {
            rows.setAutoCommit(true);
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private long number(String sql) throws SQLException {
        try (var statement = rows.createStatement();
                var found = statement.executeQuery(sql)) {
            found.next();
            return found.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        rows.close();
    }
}
