package dev.mandate.embedded;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import org.flywaydb.core.Flyway;

/**
 * A schema of a test's own in the shared database, as an earlier version of the service left it: filled by the test, then taken on by the
 * migrations on its class path. Closing drops it. Only for modules that have Flyway.
 */
public final class SchemaOfBefore implements AutoCloseable {
    private final Platform platform = Platform.shared();
    private final String name =
            "before_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);

    /** @param version the last migration that it had */
    public SchemaOfBefore(String version) {
        migrate(version);
    }

    /** @param version the last migration that is made */
    public void migrate(String version) {
        Flyway.configure()
                .dataSource(platform.jdbcUrl(), DatabaseProvisioner.SUPERUSER, password())
                .schemas(name)
                .defaultSchema(name)
                .target(version)
                .load()
                .migrate();
    }

    /** Names without a schema are of this one. The caller closes it. */
    public Connection connect() throws SQLException {
        var url = platform.jdbcUrl();
        return DriverManager.getConnection(
                url + (url.contains("?") ? "&" : "?") + "currentSchema=" + name,
                DatabaseProvisioner.SUPERUSER,
                password());
    }

    @Override
    public void close() throws SQLException {
        try (var database = connect();
                var statement = database.createStatement()) {
            statement.execute("drop schema " + name + " cascade");
        }
    }

    private String password() {
        return platform.password("db." + DatabaseProvisioner.SUPERUSER);
    }
}
