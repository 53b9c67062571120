package dev.mandate.audit.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.audit.engine.calls.RiskFields;
import dev.mandate.audit.engine.sigma.correlation.RuleBook;
import dev.mandate.audit.engine.sigma.reading.Compilation;
import dev.mandate.audit.engine.sigma.reading.RuleFile;
import dev.mandate.events.actions.ActionEvent.ToolCalled;
import dev.mandate.events.actions.ToolResult;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.cloudevents.Receipt;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.FindingEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuleReplayTest {
    private static final IdentityId AGENT = new IdentityId("agt_first");

    private final List<Envelope<DecisionEvent.Decided>> decided = new ArrayList<>();
    private final List<Envelope<ToolCalled>> called = new ArrayList<>();
    private Instant now = RiskRun.MIDNIGHT;

    @Test
    void other_rules_find_something_new_and_miss_what_these_found() {
        opens("del_a", "top");
        opens("del_b", "both");
        opens("del_c", "bottom");
        var these = played(drawers("top", "both"));
        var others = played(drawers("both", "bottom"));
        assertThat(sessions(these)).containsExactly("del_a", "del_b");
        assertThat(sessions(RuleReplay.without(others, these))).containsExactly("del_c");
        assertThat(sessions(RuleReplay.without(these, others))).containsExactly("del_a");
    }

    @Test
    void time_passes_as_it_did_so_that_what_was_too_far_apart_stays_so() {
        var twice = book("""
                title: Opened twice
                id: opened-twice
                level: low
                correlation: {type: event_count, rules: opens, group-by: session, timespan: 5m, condition: {gte: 2}}
                ---
                title: Opens
                name: opens
                logsource: {product: mandate}
                detection: {selection: {input.drawer: top}, condition: selection}
                """);
        opens("del_a", "top");
        now = now.plus(Duration.ofMinutes(6));
        opens("del_a", "top");
        assertThat(played(twice)).isEmpty();
        now = now.plus(Duration.ofMinutes(2));
        opens("del_a", "top");
        assertThat(sessions(played(twice))).containsExactly("del_a");
    }

    @Test
    void an_incident_that_goes_on_is_one() {
        for (int call = 0; call < 5; call++) opens("del_a", "top");
        assertThat(played(drawers("top", "both")))
                .singleElement()
                .satisfies(finding -> assertThat(finding.count()).isGreaterThan(1));
    }

    @Test
    void an_action_whose_decision_is_not_told_is_not_judged_and_what_its_session_does_next_is() {
        opens("del_a", "top");
        opens("del_a", "top");
        opens("del_a", "top");
        opens("del_b", "top");
        now = now.plus(Duration.ofMinutes(2));
        opens("del_c", "top");
        opens("del_d", "top");
        try (var known = RiskRun.withShippedRules().tool("drawers", ToolLabel.PRIVATE)) {
            var replay = new RuleReplay(drawers("top", "both"), known.surroundings(), RiskRun.MIDNIGHT);
            for (int call = 0; call < called.size(); call++) {
                if (call != 0 && call != 5)
                    replay.decision(decided.get(call), decided.get(call).time());
                replay.action(called.get(call), called.get(call).time());
            }
            assertThat(sessions(replay.incidents())).containsExactlyInAnyOrder("del_a", "del_b", "del_c");
            assertThat(replay.incidents().stream()
                            .filter(each -> "del_a".equals(each.unmapped().session())))
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.count()).isEqualTo(2));
            assertThat(replay.unjudged())
                    .as("the first, and the last, which may be only late")
                    .isEqualTo(2);
        }
    }

    @Test
    void of_what_a_teller_showed_the_trail_has_the_digest() {
        opens("del_a", "top");
        var receipt = new Receipt("of the platform that asked");
        var its = decided.get(0);
        var given = new Envelope<>(
                its.source(),
                its.id(),
                its.time(),
                RiskRun.answer(
                                its.data().decision(),
                                new SessionId("del_a"),
                                AGENT,
                                "drawers",
                                true,
                                its.time(),
                                null,
                                null,
                                List.of())
                        .receipt(receipt.digest())
                        .build(),
                null);
        var kept = called.get(0).showing(new Receipt(receipt.digest()));
        for (var told : List.of(kept, called.get(0)))
            try (var known = RiskRun.withShippedRules().tool("drawers", ToolLabel.PRIVATE)) {
                var replay = new RuleReplay(known.rules(), known.surroundings(), RiskRun.MIDNIGHT);
                replay.decision(given, given.time());
                replay.action(told, told.time());
                assertThat(replay.incidents()).hasSize(told == kept ? 0 : 1);
            }
    }

    private static List<String> sessions(List<FindingEvent> findings) {
        return findings.stream().map(finding -> finding.unmapped().session()).toList();
    }

    private List<FindingEvent> played(RuleBook rules) {
        try (var known = RiskRun.withShippedRules().tool("drawers", ToolLabel.PRIVATE)) {
            var replay = new RuleReplay(rules, known.surroundings(), RiskRun.MIDNIGHT);
            for (int call = 0; call < called.size(); call++) {
                replay.decision(decided.get(call), decided.get(call).time());
                replay.action(called.get(call), called.get(call).time());
            }
            assertThat(replay.took()).isPositive();
            return replay.incidents();
        }
    }

    private void opens(String session, String drawer) {
        now = now.plusSeconds(2);
        var id = new DecisionId("dec_" + called.size());
        var its = new SessionId(session);
        decided.add(new Envelope<>(
                "urn:test", "d" + called.size(), now, RiskRun.decided(id, its, AGENT, "drawers", true, now), null));
        called.add(new Envelope<>(
                "urn:test",
                "a" + called.size(),
                now,
                new ToolCalled(
                        its,
                        AGENT,
                        null,
                        id,
                        "drawers",
                        Map.of("drawer", drawer),
                        now,
                        ToolResult.succeeded(10),
                        List.of()),
                null));
    }

    private static RuleBook drawers(String one, String other) {
        return book("""
                title: Opens a drawer
                id: drawers
                level: low
                logsource: {product: mandate}
                detection:
                  selection: {input.drawer: [%s, %s]}
                  condition: selection
                """.formatted(one, other));
    }

    private static RuleBook book(String sigma) {
        return Compilation.of(List.of(new RuleFile("rule.yml", sigma)), RiskFields.NAMES)
                .orThrow();
    }
}
