package dev.mandate.provisioning;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * Where a PostgreSQL server is and who administers it.
 *
 * @param hosts {@code db.example:5432}; several are separated by commas
 * @param parameters of the driver, as after the question mark of a JDBC address: {@code sslmode=verify-full}; empty for none
 * @param database that exists, to begin in: {@code postgres}
 * @param user who may create databases and roles
 */
public record DatabaseServer(String hosts, String parameters, String database, String user, String password) {

    /** Of this database, without user and password. */
    public String jdbcUrl(String name) {
        return "jdbc:postgresql://" + hosts + "/" + name + (parameters.isEmpty() ? "" : "?" + parameters);
    }

    Connection connect() throws SQLException {
        return connect(database, user, password);
    }

    Connection connect(String name) throws SQLException {
        return connect(name, user, password);
    }

    Connection connect(String name, String role, String rolePassword) throws SQLException {
        var properties = new Properties();
        properties.put("user", role);
        properties.put("password", rolePassword);
        return DriverManager.getConnection(jdbcUrl(name), properties);
    }

    /** Never the password. */
    @Override
    public String toString() {
        return user + "@" + jdbcUrl(database);
    }
}
