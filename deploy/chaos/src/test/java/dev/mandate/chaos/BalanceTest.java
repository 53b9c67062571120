package dev.mandate.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.chaos.Found.Incident;
import dev.mandate.events.ids.DecisionId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BalanceTest {
    private final Ledger ledger = new Ledger();
    private final Map<String, Integer> joined = new HashMap<>(Map.of("C00001", 1));
    private final Map<String, Integer> decisions = new HashMap<>();
    private final Map<String, Integer> actions = new HashMap<>(Map.of("a-1", 1));
    private final Map<Incident, Set<String>> incidents =
            new HashMap<>(Map.of(new Incident("s-1", Agents.EXFILTRATION), Set.of("fnd_1")));
    private final DecisionId decision = DecisionId.next();

    @BeforeEach
    void something_of_each_is_acknowledged_and_on_record() {
        ledger.joined.add("C00001");
        ledger.allowed(decision);
        ledger.actions.add("a-1");
        ledger.incidents.put("s-1", Agents.EXFILTRATION);
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
                        "findings, lost: s-1: " + Agents.EXFILTRATION);
        assertThat(balance().left()).isEqualTo(3);
    }

    @Test
    void what_is_there_twice_is_told() {
        joined.put("C00001", 2);
        incidents.put(new Incident("s-1", Agents.EXFILTRATION), Set.of("fnd_1", "fnd_2"));
        assertThat(balance().differences()).hasSize(3).allMatch(one -> one.contains("too many"));
    }

    @Test
    void a_finding_of_what_did_not_happen_is_false_unless_nobody_knows_whether_it_did() {
        incidents.put(new Incident("s-2", Agents.MADE_UP), Set.of("fnd_2"));
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

    private Balance balance() {
        return Balance.of(
                ledger,
                new Found(joined, Map.of(), joined, Map.of(), decisions, decisions, actions, actions, incidents));
    }
}
