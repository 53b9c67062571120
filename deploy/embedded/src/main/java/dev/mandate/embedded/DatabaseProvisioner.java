package dev.mandate.embedded;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One database; for each service a schema, a role that owns it (migrations) and a role that only reads and writes rows
 * in it (run time). No role sees another service's schema. Safe to repeat.
 *
 * <p>Notification channels and advisory lock numbers belong to the whole database: services must not share them.
 */
public final class DatabaseProvisioner {
    public static final String DATABASE = "mandate";
    public static final String SUPERUSER = "postgres";

    /** Each also names its schema and its run-time role. */
    public static final List<String> SERVICES = List.of("identity", "lifecycle", "audit", "authz");

    private final String host;
    private final int port;
    private final Credentials credentials;

    public DatabaseProvisioner(String host, int port, Credentials credentials) {
        this.host = host;
        this.port = port;
        this.credentials = credentials;
    }

    /** The role that owns the schema of a service. */
    public static String ownerOf(String service) {
        return service + "_owner";
    }

    /** Every role that has a password, kept as {@code db.<role>}. */
    static List<String> roles() {
        var roles = new ArrayList<String>();
        roles.add(SUPERUSER);
        for (var service : SERVICES) {
            roles.add(service);
            roles.add(ownerOf(service));
        }
        return roles;
    }

    /**
     * Makes what is missing and sets every password and right again.
     *
     * @throws SQLException if the server refuses, with its reason
     */
    public void apply() throws SQLException {
        try (var server = connect("postgres")) {
            if (!exists(server, "SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
                run(server, "CREATE DATABASE " + DATABASE);
            }
            run(server, "REVOKE ALL ON DATABASE postgres, template1, " + DATABASE + " FROM PUBLIC");
        }
        try (var database = connect(DATABASE)) {
            database.setAutoCommit(false);
            run(database, "REVOKE ALL ON SCHEMA public FROM PUBLIC");
            for (var service : SERVICES) apply(database, service);
            database.commit();
        }
    }

    private void apply(Connection database, String service) throws SQLException {
        var owner = ownerOf(service);
        for (var role : List.of(service, owner)) {
            if (!exists(database, "SELECT 1 FROM pg_roles WHERE rolname = '" + role + "'")) {
                run(database, "CREATE ROLE " + role + " LOGIN");
            }
            run(database, "ALTER ROLE %s PASSWORD '%s'".formatted(role, credentials.password("db." + role)));
            run(database, "ALTER ROLE %s SET search_path = %s".formatted(role, service));
            run(database, "GRANT CONNECT ON DATABASE %s TO %s".formatted(DATABASE, role));
        }
        for (var statement : RIGHTS.lines().toList()) {
            run(database, statement.replace("{service}", service).replace("{owner}", owner));
        }
    }

    private static final String RIGHTS = """
            CREATE SCHEMA IF NOT EXISTS {service} AUTHORIZATION {owner}
            GRANT USAGE ON SCHEMA {service} TO {service}
            ALTER DEFAULT PRIVILEGES FOR ROLE {owner} REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC
            ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA {service} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {service}
            ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA {service} GRANT USAGE ON SEQUENCES TO {service}
            ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA {service} GRANT EXECUTE ON FUNCTIONS TO {service}
            """;

    private Connection connect(String database) throws SQLException {
        var url = String.format(Locale.ROOT, "jdbc:postgresql://%s:%d/%s", host, port, database);
        return DriverManager.getConnection(url, SUPERUSER, credentials.password("db." + SUPERUSER));
    }

    private static boolean exists(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
