package dev.mandate.bench.tokens;

import dev.mandate.embedded.Platform;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.Stream;

/** CPU of the database beside us, and of no other one that the machine runs. */
public final class DatabaseCpu {
    private static final String ACCOUNT = "audit_owner";

    private final ProcessHandle server;

    private DatabaseCpu(ProcessHandle server) {
        this.server = server;
    }

    /** The server that answers us is the parent of the process that it answers by. */
    public static DatabaseCpu of(Platform platform) throws SQLException {
        try (var connection =
                        DriverManager.getConnection(platform.jdbcUrl(), ACCOUNT, platform.password("db." + ACCOUNT));
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT pg_backend_pid()")) {
            rows.next();
            return new DatabaseCpu(ProcessHandle.of(rows.getLong(1))
                    .flatMap(ProcessHandle::parent)
                    .orElseThrow());
        }
    }

    /** Of all processes of it. One that ends meanwhile takes its time with it. */
    public Duration now() {
        return Stream.concat(Stream.of(server), server.descendants())
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }
}
