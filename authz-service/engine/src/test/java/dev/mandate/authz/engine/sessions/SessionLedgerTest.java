package dev.mandate.authz.engine.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.sessions.EarlyOutcomes.Outcome;
import dev.mandate.events.actions.ActionPlace;
import dev.mandate.events.authz.CallDigest;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.SessionRisk;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SessionLedgerTest {
    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
    private static final SessionId TASK = new SessionId("del_task");
    private static final IdentityId AGENT = new IdentityId("agt_1");
    private static final SessionId ADA = new SessionId("person:per_ada");
    private static final CountedCall PAY =
            new CountedCall("pay", Set.of(ToolLabel.MONEY), Map.of("amount", 5_000_000L));
    private static final CountedCall READ = new CountedCall("read", Set.of(ToolLabel.UNTRUSTED), Map.of());

    private final SessionLedger here = SessionLedger.fresh();

    @Test
    void an_allow_counts_once_though_its_own_record_comes_back_and_comes_twice() {
        var decision = allow(PAY);
        assertThat(calls()).isEqualTo(1);
        here.arrived(TASK, NOW, decision, PAY, digest(PAY));
        here.arrived(TASK, NOW, decision, PAY, digest(PAY));
        assertThat(calls()).isEqualTo(1);
        var elsewhere = DecisionId.next();
        here.arrived(TASK, NOW, elsewhere, PAY, digest(PAY));
        here.arrived(TASK, NOW, elsewhere, PAY, digest(PAY));
        assertThat(calls()).isEqualTo(2);
    }

    @Test
    void an_allow_does_not_count_where_the_session_has_moved_since_it_was_decided() {
        var seen = here.of(TASK, NOW);
        here.arrived(TASK, NOW, DecisionId.next(), PAY, digest(PAY));
        assertThat(here.count(TASK, NOW, seen, DecisionId.next(), PAY, digest(PAY)))
                .isFalse();
        assertThat(calls()).isEqualTo(1);
    }

    @Test
    void what_was_withheld_counts_no_more_whichever_of_its_two_records_is_heard_of_first() {
        var own = allow(PAY);
        here.withheld(TASK, NOW, own);
        here.arrived(TASK, NOW, own, PAY, digest(PAY));
        var elsewhere = DecisionId.next();
        here.arrived(TASK, NOW, elsewhere, PAY, digest(PAY));
        here.withheld(TASK, NOW, elsewhere);
        here.withheld(TASK, NOW, elsewhere);
        var late = DecisionId.next();
        here.withheld(TASK, NOW, late);
        here.arrived(TASK, NOW, late, PAY, digest(PAY));
        assertThat(calls()).isZero();
        assertThat(here.of(TASK, NOW).sums().values()).allMatch(sum -> sum == 0);
    }

    @Test
    void a_failure_takes_nothing_back() {
        var decision = allow(PAY);
        here.completed(TASK, decision, NOW, Outcome.of(digest(PAY), null, true, NOW, ToldPlace.NONE));
        var tally = here.of(TASK, NOW);
        assertThat(tally.of(ToolLabel.MONEY)).isEqualTo(1);
        assertThat(tally.failed()).isEqualTo(1);
        assertThat(tally.unfinished()).isZero();
    }

    @Test
    void a_report_completes_just_the_call_that_was_allowed_by_its_decision_and_nothing_else() {
        var decision = allow(PAY);
        here.completed(
                TASK,
                decision,
                NOW,
                Outcome.of(CallDigest.of(AGENT, "pay", Map.of("to", "eve")), null, false, NOW, ToldPlace.NONE));
        here.completed(
                TASK,
                decision,
                NOW,
                Outcome.of(CallDigest.of(new IdentityId("agt_2"), "pay", Map.of()), null, false, NOW, ToldPlace.NONE));
        here.completed(TASK, decision, NOW, Outcome.of(digest(READ), null, false, NOW, ToldPlace.NONE));
        here.completed(
                new SessionId("del_other"), decision, NOW, Outcome.of(digest(PAY), null, false, NOW, ToldPlace.NONE));
        here.completed(TASK, DecisionId.next(), NOW, Outcome.of(digest(PAY), null, false, NOW, ToldPlace.NONE));
        assertThat(here.of(TASK, NOW).unfinished()).isEqualTo(1);
        here.completed(TASK, decision, NOW, Outcome.of(digest(PAY), null, false, NOW, ToldPlace.NONE));
        here.completed(TASK, decision, NOW, Outcome.of(digest(PAY), null, false, NOW, ToldPlace.NONE));
        assertThat(here.of(TASK, NOW).unfinished()).isZero();
    }

    @Test
    void only_who_shows_what_the_allow_was_given_with_completes_its_call() {
        var decision = DecisionId.next();
        here.arrived(TASK, NOW, decision, PAY, digest(PAY).with("its digest"));
        here.completed(TASK, decision, NOW, Outcome.of(digest(PAY), null, false, NOW, ToldPlace.NONE));
        here.completed(TASK, decision, NOW, Outcome.of(digest(PAY), "another digest", false, NOW, ToldPlace.NONE));
        assertThat(here.of(TASK, NOW).unfinished()).isEqualTo(1);
        here.completed(TASK, decision, NOW, Outcome.of(digest(PAY), "its digest", false, NOW, ToldPlace.NONE));
        assertThat(here.of(TASK, NOW).unfinished()).isZero();
    }

    @Test
    void of_an_allow_that_was_given_with_nothing_whoever_shows_something_tells_too() {
        var decision = allow(PAY);
        here.completed(TASK, decision, NOW, Outcome.of(digest(PAY), "any digest", false, NOW, ToldPlace.NONE));
        assertThat(here.of(TASK, NOW).unfinished()).isZero();
    }

    @Test
    void a_read_is_judged_once_the_job_has_read_as_far_as_it_is_told_however_late_that_is() {
        var slow = allow(READ);
        var quick = allow(READ);
        var later = NOW.plusSeconds(1);
        told(quick, later, 7);
        told(slow, NOW, 9);
        assertThat(judgedBy(risk(later, 7))).isFalse();
        assertThat(judgedBy(risk(later, 8))).as("of another call beside it").isFalse();
        assertThat(judgedBy(risk(later, 9))).isTrue();
        assertThat(judgedBy(risk(NOW, 9))).as("by the time, too").isFalse();
    }

    @Test
    void a_job_that_does_not_say_how_far_it_has_read_is_believed_by_the_time() {
        told(allow(READ), NOW, 9);
        assertThat(judgedBy(risk(NOW, 0).upTo(null))).isTrue();
        assertThat(judgedBy(risk(NOW.minusSeconds(1), 0).upTo(null))).isFalse();
        assertThat(judgedBy(null)).isFalse();
    }

    @Test
    void a_place_of_another_partition_says_nothing() {
        told(allow(READ), NOW, 9);
        assertThat(judgedBy(risk(NOW, 0).upTo(new ActionPlace(1, 99)))).isFalse();
    }

    @Test
    void where_a_read_is_told_that_another_replica_is_asked_for_is_known_though_its_decision_comes_later() {
        var elsewhere = DecisionId.next();
        told(elsewhere, NOW, 9);
        here.arrived(TASK, NOW, elsewhere, READ, digest(READ));
        assertThat(judgedBy(risk(NOW, 8))).isFalse();
        assertThat(judgedBy(risk(NOW, 9))).isTrue();
    }

    /** A topic that is made anew begins at nought, and an outcome that is on it twice is judged where it is first. */
    @Test
    void a_place_that_the_job_never_reaches_holds_nothing_up_once_the_job_has_judged_all_that_was_there() {
        var until = new AtomicReference<>(NOW);
        here.judgedUntil(until::get);
        told(allow(READ), NOW, 9);
        assertThat(judgedBy(risk(NOW, 2))).isFalse();
        until.set(NOW.plusSeconds(6));
        assertThat(judgedBy(risk(NOW, 2))).isTrue();
        told(allow(READ), NOW, 3);
        until.set(NOW);
        assertThat(judgedBy(risk(NOW, 2))).as("what is told from now on counts").isFalse();
        assertThat(judgedBy(risk(NOW, 3))).isTrue();
    }

    private boolean judgedBy(@Nullable SessionRisk risk) {
        return here.of(TASK, NOW).judgedBy(risk);
    }

    private void told(DecisionId decision, Instant made, long offset) {
        var place = ToldPlace.of(new ActionPlace(0, offset), NOW.toEpochMilli());
        here.completed(TASK, decision, made, Outcome.of(digest(READ), null, false, made, place));
    }

    private static SessionRisk risk(Instant at, long upTo) {
        return SessionRisk.untouched(TASK, 1, at).upTo(new ActionPlace(0, upTo));
    }

    @Test
    void a_strangers_word_before_the_decision_takes_no_true_ones_place() {
        var elsewhere = DecisionId.next();
        here.completed(TASK, elsewhere, NOW, Outcome.of(digest(READ), "its digest", false, NOW, ToldPlace.NONE));
        here.completed(TASK, elsewhere, NOW, Outcome.of(digest(READ), "another", false, NOW, ToldPlace.NONE));
        here.arrived(TASK, NOW, elsewhere, READ, digest(READ).with("its digest"));
        assertThat(here.of(TASK, NOW).unfinished()).isZero();
    }

    @Test
    void an_outcome_that_is_heard_of_before_its_decision_completes_it_all_the_same() {
        var elsewhere = DecisionId.next();
        here.completed(TASK, elsewhere, NOW, Outcome.of(digest(READ), null, false, NOW, ToldPlace.NONE));
        here.arrived(TASK, NOW, elsewhere, READ, digest(READ));
        assertThat(here.of(TASK, NOW).unfinished()).isZero();
    }

    @Test
    void an_own_allow_whose_record_comes_after_one_that_it_did_not_know_has_overtaken_it() {
        var before = DecisionId.next();
        here.arrived(TASK, NOW, before, READ, digest(READ));
        var own = allow(PAY);
        var elsewhere = DecisionId.next();
        assertThat(here.arrived(TASK, NOW, elsewhere, PAY, digest(PAY))).isNull();
        assertThat(here.returned(TASK, NOW, own)).isFalse();
        var overtaken = here.arrived(TASK, NOW, own, PAY, digest(PAY));
        assertThat(overtaken.unseen()).containsExactly(elsewhere);
        assertThat(overtaken.known().of(ToolLabel.MONEY)).isZero();
        assertThat(overtaken.known().of(ToolLabel.UNTRUSTED)).isEqualTo(1);
        assertThat(overtaken.before().of(ToolLabel.MONEY)).isEqualTo(1);
        assertThat(here.arrived(TASK, NOW, own, PAY, digest(PAY)))
                .as("told once")
                .isNull();
    }

    @Test
    void an_own_allow_whose_record_comes_first_has_overtaken_nothing() {
        var own = allow(PAY);
        assertThat(here.returned(TASK, NOW, own)).isTrue();
        here.arrived(TASK, NOW, DecisionId.next(), PAY, digest(PAY));
        assertThat(here.arrived(TASK, NOW, own, PAY, digest(PAY))).isNull();
    }

    @Test
    void without_a_task_what_counts_is_the_day() {
        here.arrived(ADA, NOW, DecisionId.next(), PAY, digest(PAY));
        assertThat(here.of(ADA, NOW.plus(Duration.ofHours(13))).calls()).isEqualTo(1);
        assertThat(here.of(ADA, NOW.plus(Duration.ofHours(14))).calls()).isZero();
        assertThat(here.of(TASK, NOW).calls()).isZero();
    }

    @Test
    void of_what_has_not_been_read_nothing_is_known_for_certain() {
        var small = new SessionLedger(1);
        assertThat(small.doubt(TASK, NOW, NOW, null)).contains("still being read");
        small.known(NOW.minusSeconds(60));
        assertThat(small.doubt(TASK, NOW, NOW, null)).isNull();
        assertThat(small.doubt(TASK, NOW.minusSeconds(61), NOW, null)).contains("before what this replica has read");
    }

    @Test
    void a_flood_of_sessions_costs_nobody_else_one() {
        var small = new SessionLedger(1_000);
        small.known(NOW.minusSeconds(60));
        var mine = new Doers(AGENT, new IdentityId("per_ada"));
        var flood = new Doers(new IdentityId("agt_flood"), new IdentityId("per_mallory"));
        for (var i = 0; i < 10; i++)
            small.arrived(new SessionId("del_mine" + i), NOW, DecisionId.next(), PAY, digest(PAY), mine);
        for (var i = 0; i < 5_000; i++)
            small.arrived(new SessionId("del_flood" + i), NOW, DecisionId.next(), PAY, digest(PAY), flood);
        assertThat(small.size()).isLessThanOrEqualTo(1_000);
        for (var i = 0; i < 10; i++) {
            assertThat(small.of(new SessionId("del_mine" + i), NOW).calls()).isEqualTo(1);
            assertThat(small.doubt(new SessionId("del_mine" + i), NOW, NOW, mine))
                    .isNull();
        }
        assertThat(small.doubt(new SessionId("del_new"), NOW, NOW, mine)).isNull();
        assertThat(small.doubt(new SessionId("del_flood0"), NOW, NOW, flood)).contains("oldest found no room");
        assertThat(small.doubt(new SessionId("del_later"), NOW.plusSeconds(1), NOW.plusSeconds(1), flood))
                .as("what begins now is known whole")
                .isNull();
    }

    @Test
    void sessions_that_did_nothing_of_consequence_go_first_and_are_not_missed() {
        var small = new SessionLedger(100);
        small.known(NOW.minusSeconds(60));
        var by = new Doers(AGENT, new IdentityId("per_ada"));
        var look = new CountedCall("look", Set.of(), Map.of());
        small.arrived(TASK, NOW, DecisionId.next(), PAY, digest(PAY), by);
        for (var i = 0; i < 500; i++)
            small.arrived(new SessionId("del_look" + i), NOW, DecisionId.next(), look, digest(look), by);
        assertThat(small.size()).isLessThanOrEqualTo(100);
        assertThat(small.of(TASK, NOW).calls()).isEqualTo(1);
        assertThat(small.doubt(new SessionId("del_look0"), NOW, NOW, by)).isNull();
    }

    @Test
    void a_long_session_counts_on_though_only_its_newest_calls_can_be_taken_back() {
        for (var i = 0; i < SessionAccount.KEPT + 50; i++)
            here.arrived(TASK, NOW, DecisionId.next(), READ, digest(READ));
        assertThat(calls()).isEqualTo(SessionAccount.KEPT + 50);
    }

    private DecisionId allow(CountedCall call) {
        var decision = DecisionId.next();
        assertThat(here.count(TASK, NOW, here.of(TASK, NOW), decision, call, digest(call)))
                .isTrue();
        return decision;
    }

    private static CallDigest digest(CountedCall call) {
        return CallDigest.of(AGENT, call.tool(), Map.of());
    }

    private int calls() {
        return here.of(TASK, NOW).calls();
    }
}
