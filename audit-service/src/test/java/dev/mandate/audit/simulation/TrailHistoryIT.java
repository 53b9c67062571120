package dev.mandate.audit.simulation;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.audit.simulation.TrailHistory.End;
import dev.mandate.embedded.Platform;
import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.events.actions.ActionEvent;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.cloudevents.Envelope;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lines of a time of their own, which nothing else on this trail is of. */
@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "audit"))
class TrailHistoryIT {
    private static final Instant SINCE = Instant.parse("1986-01-01T00:00:00Z");
    private static final Instant UNTIL = SINCE.plus(Duration.ofDays(1));
    private static final int LINES = 40;
    private static final int BYTES = 500_000;

    @Inject
    TrailHistory history;

    @BeforeEach
    @AfterEach
    void nothing_was_of_that_time() throws SQLException {
        execute("DELETE FROM trail_entry WHERE occurred_at BETWEEN '" + SINCE + "' AND '" + UNTIL + "'");
    }

    @Test
    void of_lines_as_large_as_an_agent_likes_no_more_are_read_at_once_than_there_is_memory_for() throws SQLException {
        execute(
                "INSERT INTO trail_entry (occurred_at, clock_ahead, topic, type, source, event_id, summary, payload, original, original_sha256)"
                        + " SELECT '" + SINCE
                        + "'::timestamptz + line * interval '1 second', false, 'agent.actions.v1', 'test.v1', 'urn:test',"
                        + " gen_random_uuid()::text, 'A large line', '{}', body, sha256(body)"
                        + " FROM (SELECT line, convert_to(repeat('x', " + BYTES + "), 'UTF8') AS body"
                        + " FROM generate_series(1, " + LINES + ") AS line) AS large");
        assertThat(history.page(SINCE, UNTIL, SINCE.atOffset(UTC), 0).size())
                .isBetween(1, (int) (TrailHistory.PAGE_BYTES / BYTES));
        var extent = history.read(SINCE, UNTIL, LINES + 1, () -> End.ALL_READ, new Nobody());
        assertThat(extent.lines()).isEqualTo(LINES);
        assertThat(extent.cut()).isFalse();
        assertThat(history.read(SINCE, UNTIL, 7, () -> End.ALL_READ, new Nobody()))
                .satisfies(newest -> assertThat(newest.lines()).isEqualTo(7))
                .satisfies(newest -> assertThat(newest.cut()).isTrue())
                .satisfies(newest -> assertThat(newest.last()).isEqualTo(SINCE.plusSeconds(LINES)));
        var left = new AtomicInteger(5);
        assertThat(history.read(
                        SINCE,
                        UNTIL,
                        LINES + 1,
                        () -> left.getAndDecrement() > 0 ? End.ALL_READ : End.NO_MEMORY,
                        new Nobody()))
                .satisfies(oldest -> assertThat(oldest.lines()).isEqualTo(5))
                .satisfies(oldest -> assertThat(oldest.unreadable()).isEqualTo(5))
                .satisfies(oldest -> assertThat(oldest.end()).isEqualTo(End.NO_MEMORY))
                .satisfies(oldest -> assertThat(oldest.last()).isEqualTo(SINCE.plusSeconds(5)));
    }

    private static final class Nobody implements TrailHistory.Told {
        @Override
        public void decision(Envelope<? extends DecisionEvent> decision, Instant came) {}

        @Override
        public void action(Envelope<? extends ActionEvent> action, Instant came) {}
    }

    private static void execute(String sql) throws SQLException {
        var platform = Platform.shared();
        try (var connection = DriverManager.getConnection(
                        platform.jdbcUrl() + "?currentSchema=audit",
                        "audit_owner",
                        platform.password("db.audit_owner"));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
