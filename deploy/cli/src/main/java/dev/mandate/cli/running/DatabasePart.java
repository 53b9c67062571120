package dev.mandate.cli.running;

import dev.mandate.embedded.Credentials;
import dev.mandate.embedded.EmbeddedDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** PostgreSQL, which notes itself which process it is. */
record DatabasePart(Layout layout, Ports ports, Credentials credentials) implements Part {
    static final String NAME = "postgres";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int port() {
        return ports.database();
    }

    @Override
    public Optional<ProcessHandle> running() {
        return Files.exists(layout.database()) ? database().server() : Optional.empty();
    }

    @Override
    public String wrong() {
        return Liveness.wrongWithDatabase(ports);
    }

    @Override
    public Path log() {
        return layout.databaseLog();
    }

    @Override
    public void start() {
        if (running().isPresent()) return;
        Ports.requireFree("PostgreSQL", port());
        database().start();
    }

    /** What it has acknowledged is on disk however it ends; in order, its next start is sooner over. */
    @Override
    public void end() {
        running().ifPresent(server -> {
            if (ProcessStat.standsStill(server.pid())) {
                database().kill();
                return;
            }
            try {
                database().stop();
            } catch (IllegalStateException hangs) {
                database().kill();
            }
        });
    }

    private EmbeddedDatabase database() {
        return EmbeddedDatabase.in(layout.databaseBinaries(), layout.database(), ports.database(), credentials);
    }
}
