package dev.mandate.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class SimulationTextTest {
    @Test
    void what_would_be_new_is_told_with_who_did_it_who_answers_for_him_and_what_it_costs() throws Exception {
        assertThat(text("""
                {"since": "2026-11-28T10:00:00Z", "first": "2026-11-28T10:00:03Z", "last": "2026-11-29T09:59:58Z",
                 "decisions": 1240, "actions": 1180, "unjudged": 12, "cut": true, "late": true, "full": false, "inForcePerSecond": 12300, "candidatePerSecond": 11900,
                 "rules": [{"rule": "r1", "name": "drawer", "candidate": true, "recorded": 2, "inForce": 2, "withCandidate": 3, "newly": 1, "gone": 0}],
                 "examples": [{"gone": false, "rule": "drawer", "severity": "high", "at": "2026-11-29T08:00:00Z", "what": "Opens the drawer",
                   "agent": "Invoice helper (agt_1)", "person": "Ada Lovelace (per_1)", "session": "del_1"}]}"""))
                .contains(
                        "1,240 decisions and 1,180 actions were looked at again, from 2026-11-28T10:00:03Z to 2026-11-29T09:59:58Z.",
                        "What happened before was NOT looked at: one question reads 50,000 lines at most, the newest.",
                        "What happened after 2026-11-29T09:59:58Z was NOT looked at: 20 s were over. Ask for fewer hours to have the newest judged.",
                        "12 of them could NOT be judged: their decision is not among them, or they are of another version.",
                        "new   2026-11-29T08:00:00Z  high, Opens the drawer",
                        "Invoice helper (agt_1), for whom Ada Lovelace (per_1) answers",
                        "12,300 of them a second were judged by what is in force, 11,900 with this file.")
                .containsPattern("drawer +2 +2 +3 +1 +0");
    }

    @Test
    void where_nothing_happened_there_is_nothing_to_tell() throws Exception {
        assertThat(text("""
                {"since": "2026-11-28T10:00:00Z", "decisions": 0, "actions": 0, "unjudged": 0, "cut": false, "late": false, "full": false, "inForcePerSecond": 0, "candidatePerSecond": 0,
                 "rules": [{"rule": "r1", "name": "drawer", "candidate": true, "recorded": 0, "inForce": 0, "withCandidate": 0, "newly": 0, "gone": 0}],
                 "examples": []}"""))
                .startsWith("  0 decisions and 0 actions were looked at again.\n")
                .doesNotContain("a second", "NOT");
    }

    @Test
    void where_memory_was_short_the_time_that_was_not_looked_at_is_told() throws Exception {
        assertThat(text("""
                {"since": "2026-11-28T10:00:00Z", "first": "2026-11-28T10:00:03Z", "last": "2026-11-28T12:00:00Z", "decisions": 3, "actions": 3,
                 "unjudged": 0, "cut": false, "late": false, "full": true, "inForcePerSecond": 0, "candidatePerSecond": 0, "rules": [], "examples": []}"""))
                .contains(
                        "What happened after 2026-11-28T12:00:00Z was NOT looked at: audit-service has no more memory for it. Ask for fewer hours, or give it a larger heap.")
                .doesNotContain("before", "judged:");
    }

    private static String text(String json) throws Exception {
        return SimulationText.of(new ObjectMapper().readTree(json));
    }
}
