package dev.mandate.chaos.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.ids.DecisionId;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private final Ledger ledger = new Ledger();

    @Test
    void faults_begin_only_once_administrators_have_made_a_change_of_each_kind() {
        ledger.allowed(DecisionId.next());
        ledger.done("call-1");
        ledger.incidents.put("s-1", Ledger.EXFILTRATION);
        ledger.incidents.put("s-2", Ledger.MADE_UP);
        for (var change : Change.values()) {
            assertThat(ledger.hasSomethingOfEachKind()).isFalse();
            ledger.changed(change, "one");
        }
        assertThat(ledger.hasSomethingOfEachKind()).isTrue();
    }

    @Test
    void a_run_in_which_administrators_changed_nothing_while_faults_struck_is_refused_by_what_is_missing() {
        for (var change : Change.values()) ledger.changed(change, "before");
        var before = ledger.changes();
        ledger.changed(Change.REGISTERED, "c-1");
        ledger.changed(Change.GRANTED, "g-1");
        ledger.changed(Change.TAKEN_BACK, "g-1");
        ledger.changed(Change.PROPOSED, "p-1");
        ledger.requireChangesSince(before);
        assertThat(ledger.refused.lines()).singleElement().asString().contains("nothing under faults: approved");
    }

    @Test
    void one_more_change_of_each_kind_is_enough() {
        var before = ledger.changes();
        for (var change : Change.values()) ledger.changed(change, "one");
        ledger.requireChangesSince(before);
        assertThat(ledger.refused.lines()).isEmpty();
    }
}
