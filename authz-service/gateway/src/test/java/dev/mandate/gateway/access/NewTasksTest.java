package dev.mandate.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.decisions.Demand;
import dev.mandate.events.administration.Actor.Acting;
import dev.mandate.messaging.security.Caller;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is waited for before anything is decided about whoever shows a token. */
class NewTasksTest {
    private static final Instant NOW = Instant.parse("2026-11-02T10:00:00Z");

    private final List<Demand> asked = new ArrayList<>();
    private final List<Runnable> here = new ArrayList<>();
    private final CompletableFuture<List<Demand>> unmet = new CompletableFuture<>();
    private final NewTasks tasks = new NewTasks(
            demands -> {
                asked.addAll(demands);
                return unmet;
            },
            () -> NOW);

    @Test
    void a_new_token_waits_for_its_task_and_who_acts_in_it_and_goes_on_where_it_came_from() {
        var known = tasks.known(caller("del_1", NOW.minusSeconds(3)), here::add);
        assertThat(asked)
                .containsExactly(
                        new Demand("identity.delegations.v1", "del_1", 1),
                        new Demand("identity.identities.v1", "idn_ada", 1),
                        new Demand("identity.identities.v1", "idn_agent", 1));
        assertThat(here).isEmpty();
        unmet.complete(List.of());
        assertThat(known).isNotDone();
        here.forEach(Runnable::run);
        assertThat(known).isCompleted();
    }

    @Test
    void after_all_patience_it_goes_on_without_and_whatever_is_decided_then_says_why() {
        var known = tasks.known(caller("del_1", NOW), Runnable::run);
        unmet.complete(List.of(asked.get(0)));
        assertThat(known).isCompleted();
    }

    @Test
    void what_is_known_already_and_tokens_that_were_shown_before_or_have_no_task_wait_for_nothing() {
        assertThat(tasks.known(caller(null, NOW), here::add)).isCompleted();
        assertThat(tasks.known(caller("del_1", NOW.minusSeconds(31)), here::add))
                .isCompleted();
        assertThat(asked).isEmpty();
        unmet.complete(List.of());
        assertThat(tasks.known(caller("del_1", NOW), here::add)).isCompleted();
        assertThat(here).isEmpty();
    }

    private static Caller caller(@Nullable String task, Instant issued) {
        var chain = List.of(new Acting("idn_agent", "agents"));
        return new Caller(
                "idn_ada",
                "agents",
                Set.of("tools:call"),
                chain,
                task,
                task,
                "jti",
                issued,
                null,
                Set.of(),
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
