package dev.mandate.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.decisions.questions.Demand;
import dev.mandate.authz.engine.delegations.Delegations;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.DelegationState.Status;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.gateway.Callers;
import dev.mandate.messaging.security.Caller;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is waited for before anything is decided about whoever shows a token, and whether that is good for anything any more. */
class CallersTasksTest {
    private static final Instant NOW = Instant.parse("2026-11-02T10:00:00Z");
    private static final Instant LONG_AGO = NOW.minusSeconds(31);

    private final List<Demand> asked = new ArrayList<>();
    private final List<Runnable> here = new ArrayList<>();
    private final CompletableFuture<List<Demand>> unmet = new CompletableFuture<>();
    private final Delegations delegations = Delegations.empty();
    private final CallersTasks tasks = new CallersTasks(
            demands -> {
                asked.addAll(demands);
                return unmet;
            },
            delegations,
            () -> NOW);

    @Test
    void a_new_token_waits_for_its_task_and_who_acts_in_it_and_goes_on_where_it_came_from() {
        var over = tasks.over(caller("del_1", NOW.minusSeconds(3)), here::add);
        assertThat(asked)
                .containsExactly(
                        new Demand("identity.delegations.v1", "del_1", 1),
                        new Demand("identity.identities.v1", "per_ada", 1),
                        new Demand("identity.identities.v1", "agt_clerk", 1));
        assertThat(here).isEmpty();
        unmet.complete(List.of());
        assertThat(over).isNotDone();
        here.forEach(Runnable::run);
        assertThat(over).isCompletedWithValue(false);
    }

    @Test
    void after_all_patience_it_goes_on_without_and_whatever_is_decided_then_says_why() {
        var over = tasks.over(caller("del_1", NOW), Runnable::run);
        unmet.complete(List.of(asked.get(0)));
        assertThat(over).isCompletedWithValue(false);
    }

    @Test
    void what_is_known_already_and_tokens_that_were_shown_before_or_have_no_task_wait_for_nothing() {
        assertThat(tasks.over(caller(null, NOW), here::add)).isCompletedWithValue(false);
        assertThat(tasks.over(caller("del_1", LONG_AGO), here::add)).isCompletedWithValue(false);
        assertThat(asked).isEmpty();
        unmet.complete(List.of());
        assertThat(tasks.over(caller("del_1", NOW), here::add)).isCompletedWithValue(false);
        assertThat(here).isEmpty();
    }

    @Test
    void a_task_is_over_once_it_or_what_it_was_made_from_is_taken_back_or_at_its_end() {
        told("del_root", null, Status.ACTIVE, NOW.plusSeconds(1));
        told("del_part", "del_root", Status.ACTIVE, NOW.plusSeconds(1));
        assertThat(tasks.over(caller("del_part", LONG_AGO), here::add)).isCompletedWithValue(false);
        told("del_root", null, Status.REVOKED, NOW.plusSeconds(1));
        assertThat(tasks.over(caller("del_part", LONG_AGO), here::add)).isCompletedWithValue(true);
        told("del_other", null, Status.ACTIVE, NOW);
        assertThat(tasks.over(caller("del_other", LONG_AGO), here::add)).isCompletedWithValue(true);
    }

    @Test
    void so_is_one_of_which_that_is_heard_while_its_first_token_waits() {
        var over = tasks.over(caller("del_1", NOW), Runnable::run);
        told("del_1", null, Status.REVOKED, NOW.plusSeconds(1));
        unmet.complete(List.of());
        assertThat(over).isCompletedWithValue(true);
    }

    private void told(String id, @Nullable String parent, Status status, Instant end) {
        var state = new DelegationState(
                new DelegationId(id),
                delegations.states().size() + 1,
                false,
                new SessionId("del_root"),
                parent == null ? null : new DelegationId(parent),
                new IdentityId("per_ada"),
                new IdentityId("agt_clerk"),
                "",
                List.of(),
                List.of(),
                NOW.minusSeconds(600),
                end,
                status,
                null,
                parent == null ? 1 : 2,
                null,
                null);
        delegations.states().apply(id, state);
    }

    private static Caller caller(@Nullable String task, Instant issued) {
        return Callers.acting("agt_clerk", "per_ada", task, issued);
    }
}
