package dev.mandate.identity.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.embedded.DatabaseProvisioner;
import dev.mandate.embedded.Platform;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** What becomes of secrets from before each had an end, in a schema of its own. */
@QuarkusTest
class SecretsMigrationIT {
    private final String schema =
            "before_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);

    @Test
    void a_secret_without_an_end_goes_on_and_gets_one_that_is_counted_from_now() throws SQLException {
        migrate("48");
        var overlap = Instant.now().truncatedTo(ChronoUnit.MILLIS).plus(Duration.ofDays(3));
        try (var database = connect()) {
            insert(database, "cli_old", "'\\x01'", "null", "null", "null", false);
            insert(database, "cli_changed", "'\\x02'", "'\\x03'", "'" + overlap + "'", "null", false);
            insert(database, "cli_over", "'\\x04'", "'\\x05'", "now() - interval '1 day'", "null", false);
            insert(database, "agt_key", "null", "null", "null", "'{}'", false);
            insert(database, "cli_phone", "null", "null", "null", "null", true);
        }
        migrate("49");
        try (var database = connect()) {
            assertThat(ends(database, "cli_old"))
                    .singleElement()
                    .satisfies(end -> assertThat(end).isAfter(Instant.now().plus(Duration.ofDays(179))));
            assertThat(ends(database, "cli_changed")).hasSize(2).contains(overlap);
            assertThat(ends(database, "cli_over")).hasSize(1);
            assertThat(ends(database, "agt_key")).isEmpty();
            assertThat(ends(database, "cli_phone")).isEmpty();
            database.createStatement().execute("drop schema " + schema + " cascade");
        }
    }

    private static void insert(
            Connection database, String id, String hash, String previous, String until, String jwks, boolean isPublic)
            throws SQLException {
        database.createStatement()
                .execute(
                        "insert into clients (id, name, scopes, created_at, revision, secret_hash, previous_secret_hash,"
                                + " previous_secret_until, jwks, public) values ('" + id + "', 'one', '', now(), 1, "
                                + hash
                                + "::bytea, " + previous + "::bytea, (" + until + ")::timestamptz, " + jwks + ", "
                                + isPublic
                                + ")");
    }

    private static List<Instant> ends(Connection database, String client) throws SQLException {
        var ends = new ArrayList<Instant>();
        try (var found = database.createStatement()
                .executeQuery(
                        "select to_json(ends_at) #>> '{}' from client_secrets where use = 'TOKENS' and client_id = '"
                                + client + "' order by ends_at")) {
            while (found.next())
                ends.add(OffsetDateTime.parse(found.getString(1)).toInstant());
        }
        return ends;
    }

    private void migrate(String target) {
        Flyway.configure()
                .dataSource(url(), DatabaseProvisioner.SUPERUSER, password())
                .schemas(schema)
                .defaultSchema(schema)
                .locations("db/migration")
                .target(target)
                .load()
                .migrate();
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                url() + (url().contains("?") ? "&" : "?") + "currentSchema=" + schema,
                DatabaseProvisioner.SUPERUSER,
                password());
    }

    private static String url() {
        return Platform.shared().jdbcUrl();
    }

    private static String password() {
        return Platform.shared().password("db." + DatabaseProvisioner.SUPERUSER);
    }
}
