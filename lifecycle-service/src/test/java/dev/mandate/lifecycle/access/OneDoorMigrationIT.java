package dev.mandate.lifecycle.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.embedded.SchemaOfBefore;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.cloudevents.EventJson;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** What becomes of grants from before each had an origin and an end, in a schema of its own. */
@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "lifecycle"))
class OneDoorMigrationIT {
    @Test
    void an_old_grant_says_who_gave_it_and_gets_an_end_that_is_no_surprise() throws Exception {
        var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        try (var schema = new SchemaOfBefore("4");
                var database = schema.connect()) {
            database.createStatement()
                    .execute(
                            "insert into worker (employee_id, identity) values ('emp-1', 'per_ada'), ('emp-2', 'per_leo')");
            grant(database, "open", "admin", now.minus(Duration.ofDays(10)), null, null);
            grant(database, "ancient", "per_grace", now.minus(Duration.ofDays(4000)), null, null);
            grant(database, "short", "admin", now, now.plusSeconds(60), null);
            grant(database, "taken", "admin", now.minus(Duration.ofDays(10)), null, "revoked by admin");
            schema.migrate("5");
            assertThat(until(database, "open"))
                    .isEqualTo(now.minus(Duration.ofDays(10)).plus(Duration.ofDays(366)));
            assertThat(until(database, "ancient")).isAfter(now.plus(Duration.ofDays(29)));
            assertThat(until(database, "short")).isEqualTo(now.plusSeconds(60));
            assertThat(EventJson.mapper().treeToValue(json(database, "open", "given_by"), Actor.class))
                    .hasToString("admin");
            assertThat(EventJson.mapper().treeToValue(json(database, "ancient", "given_by"), Actor.class))
                    .hasToString("per_grace by unknown");
            assertThat(text(database, "open", "entitlement")).isEqualTo("role:auditor");
            assertThat(json(database, "open", "origin").path("kind").asText()).isEqualTo("ADMINISTRATOR");
            assertThat(text(database, "taken", "ended_cause")).isEqualTo("TAKEN_BACK");
            try (var due =
                    database.createStatement().executeQuery("select identity from worker where due_at is not null")) {
                assertThat(due.next()).isTrue();
                assertThat(due.getString(1)).isEqualTo("per_ada");
                assertThat(due.next()).isFalse();
            }
        }
    }

    private void grant(Connection database, String id, String by, Instant from, Instant until, String ended)
            throws SQLException {
        var insert = """
                insert into access_grant (id, identity, employment, role, valid_from, valid_until, reason, granted_by, granted_at,
                    ended_at, ended_reason)
                values (?, 'per_ada', 1, 'auditor', ?::timestamptz, ?::timestamptz, 'year end', ?, now(),
                    ?::timestamptz, ?)
                """;
        try (var statement = database.prepareStatement(insert)) {
            statement.setString(1, id);
            statement.setString(2, from.toString());
            statement.setString(3, until == null ? null : until.toString());
            statement.setString(4, by);
            statement.setString(5, ended == null ? null : Instant.now().toString());
            statement.setString(6, ended);
            statement.executeUpdate();
        }
    }

    private static Instant until(Connection database, String id) throws SQLException {
        return OffsetDateTime.parse(text(database, id, "to_json(valid_until) #>> '{}'"))
                .toInstant();
    }

    private static JsonNode json(Connection database, String id, String column) throws Exception {
        return EventJson.mapper().readTree(text(database, id, column));
    }

    private static String text(Connection database, String id, String column) throws SQLException {
        try (var statement =
                database.prepareStatement("select cast(" + column + " as text) from access_grant where id = ?")) {
            statement.setString(1, id);
            try (var rows = statement.executeQuery()) {
                assertThat(rows.next()).isTrue();
                return rows.getString(1);
            }
        }
    }
}
