package dev.mandate.chaos.installation;

import dev.mandate.embedded.EmbeddedDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Set;

/** PostgreSQL, one process of which there is no second; what it acknowledged is there when it is started again. */
public record Database(EmbeddedDatabase server, Connecting connecting) implements Victim {
    public static final String KIND = "database";

    interface Connecting {
        Connection connect() throws SQLException;
    }

    @Override
    public String name() {
        return KIND;
    }

    @Override
    public String kind() {
        return name();
    }

    @Override
    public Set<Fault> faults() {
        return EnumSet.of(Fault.KILLED);
    }

    @Override
    public boolean isAlive() {
        return server.isRunning();
    }

    @Override
    public void kill() {
        server.kill();
    }

    @Override
    public void restart() {
        if (!isAlive()) server.start();
    }

    @Override
    public boolean isWell() {
        try (var unused = connecting.connect()) {
            return true;
        } catch (SQLException e) {
            return false; // starting, or full of those who come back
        }
    }
}
