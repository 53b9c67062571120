package dev.mandate.gateway.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.gateway.Callers;
import dev.mandate.messaging.security.Caller;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SeenSessionsTest {
    private final AtomicLong nanos = new AtomicLong();
    private final SeenSessions sessions = new SeenSessions(8, 5, Duration.ofHours(12), nanos::get);

    @Test
    void it_is_of_whoever_used_it_first_at_that_server() {
        assertThat(uses("per_ada", "s")).isTrue();
        assertThat(uses("per_ada", "s")).isTrue();
        assertThat(uses("per_eve", "s")).isFalse();
        assertThat(sessions.keep("s", "wiki", caller("per_ada", "another-client")))
                .as("by another client of his")
                .isFalse();
        assertThat(sessions.keep("s", "crm", caller("per_eve", "console"))).isTrue();
        assertThat(uses("per_ada", "s")).isTrue();
    }

    @Test
    void who_only_asks_whose_it_is_gets_nothing_by_it() {
        assertThat(sessions.isAnothers("s", "wiki", caller("per_eve", "console")))
                .isFalse();
        assertThat(uses("per_ada", "s")).isTrue();
        assertThat(sessions.isAnothers("s", "wiki", caller("per_eve", "console")))
                .isTrue();
        assertThat(sessions.isAnothers("s", "wiki", caller("per_ada", "console")))
                .isFalse();
    }

    @Test
    void capitals_make_no_other_session() {
        assertThat(uses("per_ada", "6f9619ff-8b86-d011-b42d-00cf4fc964ff")).isTrue();
        assertThat(uses("per_eve", "6F9619FF-8B86-D011-B42D-00CF4FC964FF")).isFalse();
        assertThat(uses("per_ada", "6F9619FF-8B86-D011-B42D-00CF4FC964FF")).isTrue();
    }

    @Test
    void it_stays_his_while_he_uses_it_and_is_nobodys_after_a_long_rest() {
        assertThat(uses("per_ada", "s")).isTrue();
        for (var time = 0; time < 3; time++) {
            nanos.addAndGet(Duration.ofHours(11).toNanos());
            assertThat(uses("per_eve", "s")).isFalse();
            assertThat(uses("per_ada", "s")).isTrue();
        }
        nanos.addAndGet(Duration.ofHours(13).toNanos());
        assertThat(uses("per_eve", "s")).isTrue();
        assertThat(uses("per_ada", "s")).isFalse();
    }

    @Test
    void who_uses_many_loses_his_own_and_nobody_elses() {
        uses("per_ada", "hers");
        for (var one = 0; one < 100; one++) uses("per_eve", "s" + one);
        assertThat(uses("per_eve", "hers")).isFalse();
        assertThat(uses("per_bo", "s99")).isFalse();
        assertThat(uses("per_bo", "s0")).as("lost").isTrue();
    }

    @Test
    void where_all_is_taken_those_that_rest_make_room_and_then_whoever_has_most() {
        for (var one = 0; one < 5; one++) uses("per_ada", "a" + one);
        nanos.addAndGet(Duration.ofHours(13).toNanos());
        for (var one = 0; one < 3; one++) uses("per_bo", "b" + one);
        for (var one = 0; one < 5; one++) uses("per_eve", "e" + one);
        uses("per_cy", "c");
        assertThat(uses("per_cy", "b0")).isFalse();
        assertThat(uses("per_cy", "e4")).isFalse();
        assertThat(uses("per_cy", "e0")).as("of whoever had most").isTrue();
    }

    private boolean uses(String person, String id) {
        return sessions.keep(id, "wiki", caller(person, "console"));
    }

    private static Caller caller(String person, String client) {
        return Callers.of(person, client);
    }
}
