package dev.mandate.audit.engine.job;

import static dev.mandate.audit.engine.job.RiskRun.to;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.audit.engine.calls.RiskFields;
import dev.mandate.audit.engine.sigma.correlation.RuleBook;
import dev.mandate.audit.engine.sigma.reading.Compilation;
import dev.mandate.audit.engine.sigma.reading.RuleFile;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.FindingEvent;
import dev.mandate.events.risk.SessionRisk;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.TopologyDescription;
import org.junit.jupiter.api.Test;

/** Rules that name rules, in the whole risk job. */
class ChainedRulesTest {
    /** Three private reads of one session without anybody being asked, then something is sent, by the same agent. */
    private static final String CHAIN = """
        title: Reads much, then sends outside
        id: reads-much-then-sends
        level: high
        correlation:
          type: temporal_ordered
          rules: [reads-much, sends]
          group-by: session
          timespan: 10m
        ---
        title: Reads much
        name: reads-much
        correlation:
          type: event_count
          rules: reads
          x-until: asks
          group-by: [session, agent]
          timespan: 5m
          condition: {gte: 3}
        ---
        title: Reads
        name: reads
        logsource: {product: mandate}
        detection: {selection: {tool.labels: private}, condition: selection}
        ---
        title: Sends
        name: sends
        logsource: {product: mandate}
        detection: {selection: {tool.labels: egress, recipient.external: true}, condition: selection}
        ---
        title: Asks
        name: asks
        logsource: {product: mandate}
        detection: {selection: {tool.labels: grant}, condition: selection}
        """;

    private static final String BY_AGENT = CHAIN.replace("group-by: session", "group-by: agent");

    private static RiskRun run(String chain) {
        return RiskRun.with(new RuleFile("chain.yml", chain)).tool("ask", ToolLabel.GRANT);
    }

    private static RiskRun reading(RiskRun run) {
        return run.at("10:00")
                .reads("crm.contacts")
                .at("10:01")
                .reads("crm.contacts")
                .at("10:03")
                .reads("crm.contacts");
    }

    @Test
    void a_finding_shows_all_calls_of_all_rules_in_order_and_raises_the_session() {
        for (var chain : List.of(CHAIN, BY_AGENT))
            try (var run = reading(run(chain))) {
                assertThat(run.alerts()).isEmpty();
                run.at("10:10").sends("email", to("outside.example"));
                assertThat(run.alerts()).singleElement().satisfies(alert -> {
                    assertThat(alert.findingInfo().analytic().uid()).isEqualTo("reads-much-then-sends");
                    assertThat(alert.evidences())
                            .extracting(step -> step.data().get("time"))
                            .containsExactly(
                                    "2026-01-15T10:00:00Z",
                                    "2026-01-15T10:01:00Z",
                                    "2026-01-15T10:03:00Z",
                                    "2026-01-15T10:10:00Z");
                });
                assertThat(run.states().get("del_task").level()).isEqualTo(SessionRisk.Level.HIGH);
            }
    }

    @Test
    void inner_groups_are_kept_apart_and_the_outer_one_gathers_what_it_groups_by() {
        try (var run = run(BY_AGENT)) {
            for (var session : List.of("del_one", "del_two", "del_three"))
                run.inSession(session).at("10:00").reads("crm.contacts");
            run.at("10:01").sends("email", to("outside.example"));
            assertThat(run.alerts()).as("three reads, but of three sessions").isEmpty();
            run.inSession("del_one").at("10:02").reads("crm.contacts").reads("crm.contacts");
            run.inSession("del_two").at("10:03").sends("email", to("outside.example"));
            assertThat(run.alerts()).singleElement().satisfies(alert -> {
                assertThat(alert.unmapped().group()).isEqualTo(Map.of("agent", "agt_first"));
                assertThat(alert.evidences())
                        .extracting(step -> step.data().get("session"))
                        .containsExactly("del_one", "del_one", "del_one", "del_two");
            });
        }
    }

    @Test
    void publishing_one_takes_effect_at_once_and_changes_no_topology() {
        var chain = Compilation.of(List.of(new RuleFile("chain.yml", BY_AGENT)), RiskFields.NAMES)
                .orThrow();
        assertThat(shape(run(BY_AGENT))).isEqualTo(shape(RiskRun.with()));
        try (var run = reading(RiskRun.with().rulesBecome(chain))) {
            run.sends("email", to("outside.example"));
            assertThat(run.alerts()).hasSize(1);
            run.rulesBecome(RuleBook.of(List.of())).inSession("del_two");
            reading(run).sends("email", to("outside.example"));
            assertThat(run.alerts()).hasSize(1);
        }
    }

    private static Set<TopologyDescription.Subtopology> shape(RiskRun run) {
        try (run) {
            return run.topology().describe().subtopologies();
        }
    }

    @Test
    void a_late_call_that_cancels_an_inner_match_withdraws_the_finding() {
        for (var chain : List.of(CHAIN, BY_AGENT))
            try (var run = reading(run(chain)).at("10:04").sends("email", to("outside.example"))) {
                run.dated("10:02").calls("ask", Map.of());
                assertThat(run.alerts()).hasSize(2).last().satisfies(withdrawn -> {
                    assertThat(withdrawn.activityId()).isEqualTo(FindingEvent.CLOSE);
                    assertThat(withdrawn.statusDetail()).contains("withdrawn", "agt_first called ask");
                });
                run.dated("10:02").calls("ask", Map.of());
                assertThat(run.alerts()).hasSize(2);
            }
    }

    @Test
    void what_no_decision_speaks_for_completes_and_cancels_nothing() {
        try (var run = run(CHAIN)
                .at("10:00")
                .reads("crm.contacts")
                .reads("crm.contacts")
                .withoutDecisions()) {
            run.reads("crm.contacts").withDecisions().at("10:04").sends("email", to("outside.example"));
            assertThat(run.alerts()).isEmpty();
            run.dated("10:02").reads("crm.contacts");
            assertThat(run.alerts()).hasSize(1);
            run.withoutDecisions().dated("10:03").calls("ask", Map.of());
            assertThat(run.alerts()).hasSize(1);
        }
    }

    @Test
    void a_replay_makes_the_same_findings_by_the_same_ids() {
        var ids = new java.util.HashSet<List<String>>();
        for (int replay = 0; replay < 2; replay++)
            try (var run = reading(run(CHAIN)).at("10:04").sends("email", to("outside.example"))) {
                run.at("10:05").reads("crm.contacts").at("10:06").sends("email", to("outside.example"));
                ids.add(run.findingEvents());
            }
        assertThat(ids)
                .singleElement()
                .satisfies(told -> assertThat(told).hasSize(2).doesNotHaveDuplicates());
    }

    @Test
    void what_nothing_can_complete_any_more_is_swept_but_not_while_a_match_can_still_reach_it() {
        try (var run = reading(run(CHAIN))) {
            run.clockAt("10:25");
            assertThat(run.dated("10:12").sends("email", to("outside.example")).alerts())
                    .hasSize(1);
            run.clockAt("12:00");
            assertThat(run.rows()).isZero();
        }
    }
}
