package dev.mandate.cli.provisioning;

import dev.mandate.provisioning.DatabaseServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the database server is, and who administers it. */
final class DatabaseOptions {
    private static final String PASSWORD = "MANDATE_DATABASE_PASSWORD";

    @Option(
            names = "--database",
            description = "The PostgreSQL server: host:port, with parameters of the driver after a question mark"
                    + " (db.example:5432?sslmode=verify-full).")
    private @Nullable String database;

    @Option(
            names = "--database-user",
            defaultValue = "postgres",
            description = "Who may create databases and roles (default: postgres).")
    private String user = "postgres";

    @Option(
            names = "--database-password-file",
            description = "A file with his password alone; without it the password is taken from $" + PASSWORD + ".")
    private @Nullable Path passwordFile;

    Optional<DatabaseServer> server(UnaryOperator<@Nullable String> environment) {
        if (database == null) return Optional.empty();
        var password = passwordFile == null ? environment.apply(PASSWORD) : read(passwordFile);
        if (password == null)
            throw new IllegalArgumentException("name a file with the password of " + user
                    + " (--database-password-file), or put it into $" + PASSWORD);
        var question = database.indexOf('?');
        return Optional.of(new DatabaseServer(
                question < 0 ? database : database.substring(0, question),
                question < 0 ? "" : database.substring(question + 1),
                "postgres",
                user,
                password));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("can't read --database-password-file " + file, e);
        }
    }
}
