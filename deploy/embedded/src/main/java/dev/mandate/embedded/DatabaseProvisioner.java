package dev.mandate.embedded;

import dev.mandate.provisioning.DatabasePlan;
import dev.mandate.provisioning.DatabaseServer;
import dev.mandate.provisioning.ServiceDatabase;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Brings a server of our own to what {@link ServiceDatabase} says; safe to repeat. */
public final class DatabaseProvisioner {
    public static final String SUPERUSER = "postgres";

    private final DatabaseServer server;
    private final Credentials credentials;

    public DatabaseProvisioner(String host, int port, Credentials credentials) {
        this.server = new DatabaseServer(
                host + ":" + port, "", "postgres", SUPERUSER, credentials.password("db." + SUPERUSER));
        this.credentials = credentials;
    }

    /** Every role that has a password, kept as {@code db.<role>}. */
    static List<String> roles() {
        var roles = new ArrayList<String>();
        roles.add(SUPERUSER);
        roles.addAll(ServiceDatabase.roles());
        return roles;
    }

    /** @throws SQLException if the server refuses, with its reason */
    public void apply() throws SQLException {
        try (var plan = DatabasePlan.of(server, role -> credentials.password("db." + role))) {
            plan.plan().apply();
        }
        keepOthersOut();
    }

    /** The server is ours alone: nobody needs its other databases. */
    private void keepOthersOut() throws SQLException {
        try (var connection = DriverManager.getConnection(server.jdbcUrl("postgres"), SUPERUSER, server.password());
                var statement = connection.createStatement()) {
            statement.execute("REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC");
        }
    }
}
