package dev.mandate.identity.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.embedded.SchemaOfBefore;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of secrets from before each had an end, in a schema of its own. */
@QuarkusTest
class SecretsMigrationIT {
    @Test
    void a_secret_without_an_end_goes_on_and_gets_one_that_is_counted_from_now() throws SQLException {
        var overlap = Instant.now().truncatedTo(ChronoUnit.MILLIS).plus(Duration.ofDays(3));
        try (var schema = new SchemaOfBefore("48");
                var database = schema.connect()) {
            insert(database, "cli_old", "'\\x01'", "null", "null", "null", false);
            insert(database, "cli_changed", "'\\x02'", "'\\x03'", "'" + overlap + "'", "null", false);
            insert(database, "cli_over", "'\\x04'", "'\\x05'", "now() - interval '1 day'", "null", false);
            insert(database, "agt_key", "null", "null", "null", "'{}'", false);
            insert(database, "cli_phone", "null", "null", "null", "null", true);
            schema.migrate("49");
            assertThat(ends(database, "cli_old"))
                    .singleElement()
                    .satisfies(end -> assertThat(end).isAfter(Instant.now().plus(Duration.ofDays(179))));
            assertThat(ends(database, "cli_changed")).hasSize(2).contains(overlap);
            assertThat(ends(database, "cli_over")).hasSize(1);
            assertThat(ends(database, "agt_key")).isEmpty();
            assertThat(ends(database, "cli_phone")).isEmpty();
        }
    }

    @Test
    void of_two_that_were_taken_over_the_former_one_is_the_elder() throws SQLException {
        try (var schema = new SchemaOfBefore("48");
                var database = schema.connect()) {
            insert(database, "cli_changed", "'\\x02'", "'\\x03'", "now() + interval '3 days'", "null", false);
            schema.migrate("53");
            assertThat(text(
                            database,
                            "select string_agg(encode(secret_hash, 'hex'), ' ' order by made_at) from client_secrets"))
                    .isEqualTo("03 02");
        }
    }

    @Test
    void what_has_ended_or_was_replaced_counts_at_no_replica_of_before_either() throws SQLException {
        try (var schema = new SchemaOfBefore("48");
                var database = schema.connect()) {
            insert(database, "cli_ended", "'\\x01'", "null", "null", "null", false);
            insert(database, "cli_former_ended", "'\\x02'", "'\\x03'", "now() + interval '3 days'", "null", false);
            insert(database, "cli_replaced", "'\\x04'", "'\\x05'", "now() + interval '3 days'", "null", false);
            insert(database, "cli_lengthened", "'\\x06'", "null", "null", "null", false);
            schema.migrate("53");
            database.createStatement()
                    .execute("delete from client_secrets where secret_hash in ('\\x01', '\\x03', '\\x05')");
            database.createStatement()
                    .execute("update client_secrets set ends_at = '2100-01-01T00:00Z' where secret_hash = '\\x06'");
            database.createStatement()
                    .execute("update client_secrets set ends_at = '2026-01-02T00:00Z' where secret_hash = '\\x04'");
            assertThat(before(database, "cli_ended")).isEqualTo("none, none until never");
            assertThat(before(database, "cli_former_ended")).isEqualTo("02, none until never");
            assertThat(before(database, "cli_replaced")).isEqualTo("none, 04 until 2026-01-02");
            assertThat(before(database, "cli_lengthened")).isEqualTo("06, none until never");
        }
    }

    @Test
    void a_client_that_a_replica_of_before_registers_or_gives_another_secret_shows_it_to_all() throws SQLException {
        try (var schema = new SchemaOfBefore("60");
                var database = schema.connect()) {
            insert(database, "cli_new", "'\\x01'", "null", "null", "null", false);
            assertThat(counting(database, "cli_new")).isEqualTo("01 for 180 days");
            database.createStatement()
                    .execute("update clients set secret_hash = '\\x02', previous_secret_hash = '\\x01',"
                            + " previous_secret_until = now() + interval '3 days'");
            assertThat(counting(database, "cli_new")).isEqualTo("01 for 3 days, 02 for 180 days");
            assertThat(before(database, "cli_new")).startsWith("02, 01 until 2");
            database.createStatement()
                    .execute("update clients set secret_hash = '\\x03', previous_secret_hash = null,"
                            + " previous_secret_until = null");
            assertThat(counting(database, "cli_new")).isEqualTo("03 for 180 days");
        }
    }

    @Test
    void what_this_version_makes_counts_at_replicas_of_before_but_a_workloads_which_has_rows_there_too()
            throws SQLException {
        try (var schema = new SchemaOfBefore("60");
                var database = schema.connect()) {
            insert(database, "cli_new", "null", "null", "null", "null", false);
            insert(database, "wkl_new", "null", "null", "null", "null", false);
            make(database, "cli_new", "01", "2100-01-01T00:00Z");
            make(database, "wkl_new", "04", "2100-01-01T00:00Z");
            assertThat(before(database, "cli_new")).isEqualTo("01, none until never");
            assertThat(before(database, "wkl_new")).isEqualTo("none, none until never");
            make(database, "cli_new", "02", "2100-01-02T00:00Z");
            assertThat(before(database, "cli_new")).isEqualTo("02, 01 until 2100-01-01");
            database.createStatement().execute("delete from client_secrets where secret_hash = '\\x02'");
            assertThat(before(database, "cli_new")).isEqualTo("none, 01 until 2100-01-01");
        }
    }

    @Test
    void while_a_client_changes_its_secret_the_former_one_counts_at_replicas_of_before_for_as_long()
            throws SQLException {
        try (var schema = new SchemaOfBefore("60");
                var database = schema.connect()) {
            insert(database, "cli_new", "null", "null", "null", "null", false);
            make(database, "cli_new", "01", "2100-01-01T00:00Z");
            database.createStatement()
                    .execute("update client_secrets set ends_at = '2099-01-02T00:00Z' where secret_hash = '\\x01'");
            make(database, "cli_new", "02", "2100-01-01T00:00Z");
            assertThat(before(database, "cli_new")).isEqualTo("02, 01 until 2099-01-02");
            database.createStatement()
                    .execute("update client_secrets set ends_at = '2099-01-03T00:00Z' where secret_hash = '\\x02'");
            database.createStatement().execute("delete from client_secrets where secret_hash = '\\x01'");
            make(database, "cli_new", "03", "2100-01-01T00:00Z");
            assertThat(before(database, "cli_new")).isEqualTo("03, 02 until 2099-01-03");
        }
    }

    private static void make(Connection database, String client, String hash, String end) throws SQLException {
        database.createStatement()
                .execute("insert into client_secrets (id, client_id, use, secret_hash, made_at, ends_at) values ('sec_"
                        + hash + "', '" + client + "', 'TOKENS', '\\x" + hash + "', now(), '" + end + "')");
    }

    private static String counting(Connection database, String client) throws SQLException {
        return text(
                database,
                "select string_agg(encode(secret_hash, 'hex') || ' for '"
                        + " || round(extract(epoch from ends_at - now()) / 86400) || ' days', ', ' order by secret_hash)"
                        + " from client_secrets where client_id = '" + client + "'");
    }

    private static String before(Connection database, String client) throws SQLException {
        return text(
                database,
                "select coalesce(encode(secret_hash, 'hex'), 'none') || ', '"
                        + " || coalesce(encode(previous_secret_hash, 'hex'), 'none') || ' until '"
                        + " || coalesce(to_char(previous_secret_until at time zone 'UTC', 'YYYY-MM-DD'), 'never')"
                        + " from clients where id = '" + client + "'");
    }

    private static String text(Connection database, String query) throws SQLException {
        try (var found = database.createStatement().executeQuery(query)) {
            assertThat(found.next()).isTrue();
            return found.getString(1);
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
}
