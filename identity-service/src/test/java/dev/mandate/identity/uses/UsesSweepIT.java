package dev.mandate.identity.uses;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class UsesSweepIT {
    @Inject
    Pool database;

    @Inject
    UsesSweep sweep;

    @Test
    void what_was_used_longer_ago_than_is_said_is_forgotten() throws Throwable {
        var person = "per_" + UUID.randomUUID();
        var today = LocalDate.now(ZoneOffset.UTC);
        for (var days : new int[] {0, ToolUses.DAYS - 1, ToolUses.DAYS, 400})
            database.preparedQuery("INSERT INTO used_tools VALUES ($1, 'agt_x', 'files.read', $2)")
                    .executeAndAwait(Tuple.of(person, today.minusDays(days)));
        VertxContextSupport.subscribeAndAwait(sweep::run);
        assertThat(database.preparedQuery("SELECT used_on FROM used_tools WHERE person_id = $1")
                        .executeAndAwait(Tuple.of(person)))
                .extracting(row -> row.getLocalDate(0))
                .containsExactlyInAnyOrder(today, today.minusDays(ToolUses.DAYS - 1));
    }

    @Test
    void of_an_agents_tasks_for_a_person_the_newest_are_kept_and_none_that_are_too_long_ago() throws Throwable {
        var person = "per_" + UUID.randomUUID();
        tasks(person, "agt_often", "1 minute", 0, 51);
        tasks(person, "agt_seldom", "24 hours", ToolUses.DAYS - 1, ToolUses.DAYS);
        VertxContextSupport.subscribeAndAwait(sweep::run);
        assertThat(kept(person, "agt_often"))
                .extracting(row -> row.getInteger(0))
                .containsExactlyElementsOf(IntStream.range(0, 50).boxed().toList());
        assertThat(kept(person, "agt_seldom"))
                .extracting(row -> row.getInteger(0))
                .containsExactly(ToolUses.DAYS - 1);
    }

    /** One for each of these numbers, so many times as long ago. */
    private void tasks(String person, String agent, String ago, int from, int to) {
        database.preparedQuery("INSERT INTO task_uses (session_id, person_id, agent_id, made_at, tools, read_to)"
                        + " SELECT $1::text || $2::text || n, $1, $2, now() - n * $3::text::interval, '{}', n"
                        + " FROM generate_series($4::int, $5::int) AS n")
                .executeAndAwait(Tuple.of(person, agent, ago, from, to));
    }

    private RowSet<Row> kept(String person, String agent) {
        return database.preparedQuery(
                        "SELECT read_to FROM task_uses WHERE person_id = $1 AND agent_id = $2 ORDER BY read_to")
                .executeAndAwait(Tuple.of(person, agent));
    }
}
