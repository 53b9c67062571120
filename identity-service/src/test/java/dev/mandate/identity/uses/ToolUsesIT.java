package dev.mandate.identity.uses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.Topics;
import dev.mandate.identity.uses.ToolUses.OfAgent;
import dev.mandate.identity.uses.ToolUses.Used;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ToolUsesIT {
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
    private final IdentityId ada = IdentityId.nextPerson();
    private final IdentityId agent = IdentityId.nextAgent();

    @Inject
    Pool database;

    @Inject
    ToolUses uses;

    @Inject
    UsesReading reading;

    @BeforeEach
    void nothing_was_read_yet() {
        Awaitility.await().atMost(Topics.SOON).until(reading::isOver);
        database.query("DELETE FROM used_tools").executeAndAwait();
    }

    @Test
    void an_installation_that_is_days_old_knows_of_as_many_whoever_used_something_first() throws Throwable {
        used(IdentityId.nextPerson(), IdentityId.nextAgent(), 4);
        used(ada, agent, 0);
        used(ada, agent, 2);
        assertThat(ofAda()).isEqualTo(new OfAgent(5, Map.of("files.read", new Used(2, today)), true));
    }

    @Test
    void an_old_one_knows_of_as_many_as_are_remembered() throws Throwable {
        used(ada, agent, ToolUses.DAYS);
        used(ada, agent, ToolUses.DAYS - 1);
        assertThat(ofAda())
                .isEqualTo(new OfAgent(
                        ToolUses.DAYS, Map.of("files.read", new Used(1, today.minusDays(ToolUses.DAYS - 1))), true));
    }

    @Test
    void what_others_used_is_nothing_of_its() throws Throwable {
        used(ada, IdentityId.nextAgent(), 0);
        used(IdentityId.nextPerson(), agent, 0);
        assertThat(ofAda()).isEqualTo(OfAgent.NOTHING);
    }

    private OfAgent ofAda() throws Throwable {
        return VertxContextSupport.subscribeAndAwait(() -> Panache.withTransaction(() -> uses.of(ada, agent)));
    }

    private void used(IdentityId person, IdentityId by, int daysAgo) {
        database.preparedQuery("INSERT INTO used_tools VALUES ($1, $2, 'files.read', $3)")
                .executeAndAwait(Tuple.of(person.value(), by.value(), today.minusDays(daysAgo)));
    }
}
