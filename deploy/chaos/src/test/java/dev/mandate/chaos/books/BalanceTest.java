package dev.mandate.chaos.books;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.chaos.books.Found.Allow;
import dev.mandate.chaos.books.Found.Incident;
import dev.mandate.chaos.ledger.Change;
import dev.mandate.chaos.ledger.Ledger;
import dev.mandate.events.ids.DecisionId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BalanceTest {
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    private final Ledger ledger = new Ledger();
    private final Map<String, Integer> joined = new HashMap<>(Map.of("C00001", 1));
    private final Map<String, Integer> decisions = new HashMap<>();
    private final Map<String, Integer> actions = new HashMap<>(Map.of("a-1", 1));
    private final Map<Change, Map<String, Integer>> changes = new HashMap<>();
    private final Map<Incident, Set<String>> incidents =
            new HashMap<>(Map.of(new Incident("s-1", Ledger.EXFILTRATION), Set.of("fnd_1")));
    private final Map<String, Allow> allows = new HashMap<>();
    private final Set<String> told = new HashSet<>();
    private final DecisionId decision = DecisionId.next();

    @BeforeEach
    void something_of_each_is_acknowledged_and_on_record() {
        ledger.joined.add("C00001");
        ledger.allowed(decision);
        ledger.actions.add("a-1");
        ledger.incidents.put("s-1", Ledger.EXFILTRATION);
        decisions.put(decision.value(), 1);
    }

    @Test
    void books_balance_where_all_that_was_acknowledged_is_there_once() {
        assertThat(balance().differences()).isEmpty();
        assertThat(balance().left()).isZero();
    }

    @Test
    void more_on_record_than_was_acknowledged_is_no_difference_since_who_got_no_answer_knows_nothing() {
        decisions.put("dec_unanswered", 1);
        actions.put("a-2", 1);
        assertThat(balance().differences()).isEmpty();
    }

    @Test
    void what_is_nowhere_is_lost_and_may_still_come() {
        decisions.clear();
        incidents.clear();
        assertThat(balance().differences())
                .containsExactlyInAnyOrder(
                        "decisions, on the topic, lost: " + decision.value(),
                        "decisions, on the trail, lost: " + decision.value(),
                        "findings, lost: s-1: " + Ledger.EXFILTRATION);
        assertThat(balance().left()).isEqualTo(3);
    }

    @Test
    void what_an_administrator_was_told_is_done_is_on_the_trail_once() {
        ledger.changed(Change.PROPOSED, "prp_1");
        ledger.changed(Change.APPROVED, "prp_1 by per_1");
        changes.put(Change.PROPOSED, Map.of("prp_1", 2, "prp_unanswered", 1));
        assertThat(balance().differences())
                .containsExactlyInAnyOrder(
                        "proposed, on the trail, too many: prp_1", "approved, on the trail, lost: prp_1 by per_1");
        assertThat(balance().left()).isEqualTo(1);
    }

    @Test
    void what_is_there_twice_is_told() {
        joined.put("C00001", 2);
        incidents.put(new Incident("s-1", Ledger.EXFILTRATION), Set.of("fnd_1", "fnd_2"));
        assertThat(balance().differences()).hasSize(3).allMatch(one -> one.contains("too many"));
    }

    @Test
    void a_finding_of_what_did_not_happen_is_false_unless_nobody_knows_whether_it_did() {
        incidents.put(new Incident("s-2", Ledger.MADE_UP), Set.of("fnd_2"));
        assertThat(balance().differences()).singleElement().asString().contains("false", "s-2");
        ledger.uncertainSessions.add("s-2");
        assertThat(balance().differences()).isEmpty();
    }

    @Test
    void an_allow_of_what_was_lost_is_told_with_both_times() {
        var lost = Instant.parse("2026-11-27T10:00:00Z");
        ledger.wrong("has left", "dec_1", lost.plusSeconds(31), lost);
        assertThat(balance().differences())
                .singleElement()
                .asString()
                .contains("wrong", "has left", "asked at 2026-11-27T10:00:31Z", "lost at 2026-11-27T10:00:00Z");
    }

    @Test
    void a_call_that_was_made_is_allowed_once_and_by_an_allow_that_stands() {
        made("call-1");
        assertThat(balance().differences()).isEmpty();
        allows.clear();
        assertThat(balance().differences())
                .containsExactlyInAnyOrder(
                        "calls made, allowed on the topic, lost: call-1",
                        "calls made, allowed on the trail, lost: call-1",
                        "calls answered, outcome on the topic, lost: call-1",
                        "calls answered, outcome on the trail, lost: call-1");
    }

    @Test
    void an_outcome_of_an_answered_call_is_told() {
        made("call-1");
        actions.keySet().removeIf(action -> action.endsWith("/outcome"));
        assertThat(balance().differences())
                .containsExactlyInAnyOrder(
                        "calls answered, outcome on the topic, lost: call-1",
                        "calls answered, outcome on the trail, lost: call-1");
    }

    @Test
    void a_call_made_twice_or_though_it_was_refused_or_not_made_though_it_was_answered_is_told() {
        made("call-1");
        ledger.executed("call-1", true);
        ledger.notDone("call-1");
        ledger.done("call-2");
        allows.put("dec_2", new Allow("s-1", "call-2", NOW));
        actions.put("dec_2/outcome", 1);
        assertThat(balance().differences())
                .containsExactlyInAnyOrder(
                        "calls made twice, too many: call-1",
                        "calls made that were refused, too many: call-1",
                        "calls that were answered, not made, lost: call-2");
    }

    @Test
    void an_outcome_that_nobody_told_is_found_once_there_was_time_to_tell() {
        var missed = new Incident("s-9", OwedOutcomes.MISSED);
        allows.put("dec_9", new Allow("s-9", null, NOW.minus(Duration.ofMinutes(10))));
        assertThat(balance().differences()).as("it may still be told").isEmpty();
        allows.put("dec_9", new Allow("s-9", null, NOW.minus(Duration.ofMinutes(19))));
        assertThat(balance().differences()).containsExactly("sessions with outcomes that nobody told, lost: s-9");
        incidents.put(missed, Set.of("fnd_9"));
        assertThat(balance().differences()).isEmpty();
        told.add("dec_9");
        assertThat(balance().differences()).singleElement().asString().contains("false", "s-9");
    }

    @Test
    void a_session_of_which_outcomes_are_missed_at_two_times_is_found_twice_and_no_more_often() {
        var missed = new Incident("s-9", OwedOutcomes.MISSED);
        allows.put("dec_8", new Allow("s-9", null, NOW.minus(Duration.ofMinutes(25))));
        allows.put("dec_9", new Allow("s-9", null, NOW.minus(Duration.ofMinutes(19))));
        incidents.put(missed, Set.of("fnd_8", "fnd_9"));
        assertThat(balance().differences()).isEmpty();
        incidents.put(missed, Set.of("fnd_7", "fnd_8", "fnd_9"));
        assertThat(balance().differences()).singleElement().asString().contains("findings, too many", "s-9");
    }

    private void made(String call) {
        ledger.executed(call, true);
        ledger.done(call);
        allows.put("dec_1", new Allow("s-1", call, NOW));
        decisions.put("dec_1", 1);
        actions.put("dec_1/outcome", 1);
        told.add("dec_1");
    }

    private Balance balance() {
        return Balance.of(
                ledger,
                new Found(
                        joined, Map.of(), joined, Map.of(), decisions, decisions, actions, actions, changes, incidents,
                        allows, told),
                NOW);
    }
}
