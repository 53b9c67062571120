package dev.mandate.provisioning;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What {@link ServiceDatabase} asks of a server. Open while its changes are applied: they share its connections. */
public final class DatabasePlan implements AutoCloseable {
    /** Class and code of "invalid password" in SQLSTATE. */
    private static final String WRONG_PASSWORD = "28P01";

    private final DatabaseServer at;
    private final UnaryOperator<String> passwords;
    private final Connection server;
    private @Nullable Connection database;
    private final List<ResourceChange> changes = new ArrayList<>();

    private DatabasePlan(DatabaseServer at, UnaryOperator<String> passwords, Connection server) {
        this.at = at;
        this.passwords = passwords;
        this.server = server;
    }

    /**
     * @param passwords of each of {@link ServiceDatabase#roles}; of base64url's alphabet
     * @throws SQLException if the server refuses, with its reason
     */
    public static DatabasePlan of(DatabaseServer at, UnaryOperator<String> passwords) throws SQLException {
        var plan = new DatabasePlan(at, passwords, at.connect());
        try {
            plan.look();
            return plan;
        } catch (SQLException | RuntimeException e) {
            plan.close();
            throw e;
        }
    }

    public Plan plan() {
        return Plan.of(changes);
    }

    private void look() throws SQLException {
        var exists = exists(server, "SELECT 1 FROM pg_database WHERE datname = '" + ServiceDatabase.NAME + "'");
        if (!exists)
            onServer("database " + ServiceDatabase.NAME, "create it", "CREATE DATABASE " + ServiceDatabase.NAME);
        for (var role : ServiceDatabase.roles()) look(role, exists);
        for (var right : SchemaRight.ofDatabase()) look("database " + ServiceDatabase.NAME, right, exists);
        for (var service : ServiceDatabase.SERVICES)
            for (var right : SchemaRight.of(service)) look("schema " + service, right, exists);
    }

    private void look(String role, boolean databaseExists) throws SQLException {
        var subject = "role " + role;
        if (!exists(server, "SELECT 1 FROM pg_roles WHERE rolname = '" + role + "'"))
            onServer(subject, "create it", "CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(role, password(role)));
        else if (databaseExists && isRefused(role))
            onServer(
                    subject,
                    "set its password to the one that is kept here",
                    "ALTER ROLE %s PASSWORD '%s'".formatted(role, password(role)));
    }

    /** Only the password is tried: what else keeps the role out is looked at by itself. */
    private boolean isRefused(String role) {
        try (var unused = at.connect(ServiceDatabase.NAME, role, password(role))) {
            return false;
        } catch (SQLException e) {
            return WRONG_PASSWORD.equals(e.getSQLState());
        }
    }

    private void look(String subject, SchemaRight right, boolean databaseExists) throws SQLException {
        if (databaseExists && exists(database(), right.holds())) return;
        changes.add(new ResourceChange(subject, right.act(), () -> run(database(), right.statement())));
    }

    private void onServer(String subject, String act, String statement) {
        changes.add(new ResourceChange(subject, act, () -> run(server, statement)));
    }

    private String password(String role) {
        return passwords.apply(role);
    }

    private Connection database() throws SQLException {
        var open = database;
        if (open == null) {
            open = at.connect(ServiceDatabase.NAME);
            database = open;
        }
        return open;
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

    @Override
    public void close() throws SQLException {
        try (server) {
            var open = Optional.ofNullable(database);
            if (open.isPresent()) open.get().close();
        }
    }
}
