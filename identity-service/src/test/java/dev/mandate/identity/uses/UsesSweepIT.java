package dev.mandate.identity.uses;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
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
}
