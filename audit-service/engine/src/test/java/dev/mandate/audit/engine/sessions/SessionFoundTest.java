package dev.mandate.audit.engine.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.audit.engine.calls.Approval;
import dev.mandate.audit.engine.job.RiskRun;
import dev.mandate.audit.engine.sigma.correlation.types.Level;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.risk.SessionRisk;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionFoundTest {
    @Test
    void what_lies_from_before_approvals_were_kept_teaches_as_it_did() throws IOException {
        assertThat(stored("{\"level\":\"HIGH\",\"rules\":[\"r\"]}").learningScope())
                .isEqualTo(LearningScope.AGAINST);
        assertThat(stored("{\"level\":\"LOW\",\"rules\":[\"r\"]}").learningScope())
                .isEqualTo(LearningScope.ALL);
    }

    private static SessionFound stored(String json) throws IOException {
        return EventJson.mapper().readValue(json, SessionFound.class);
    }

    @Test
    void what_waits_for_more_approvals_than_are_kept_counts_as_not_asked_about() {
        var found = SessionFound.NOTHING;
        for (int call = 0; call < 17; call++) found = found.plus("r", Level.HIGH, Approval.waiting("apr_" + call));
        for (int call = 0; call < 17; call++)
            found = found.plus("r", Level.HIGH, new Approval("apr_" + call, true, true));
        assertThat(found.learningScope()).isEqualTo(LearningScope.AGAINST);
        assertThat(found.waiting()).isEmpty();
    }

    @Test
    void a_graver_finding_is_news_to_decisions_though_its_rule_is_known_or_one_too_many_to_be_named() {
        var found = SessionFound.NOTHING;
        for (int rule = 0; rule < SessionRisk.MAX_RULES; rule++) found = found.plus("rule" + rule, Level.LOW, null);
        var known = found.plus("rule0", Level.HIGH, null);
        var unnamed = known.plus("another", Level.CRITICAL, null);
        try (var run = RiskRun.withShippedRules()) {
            var risk = run.reads("crm.contacts").state();
            assertThat(known.on(risk).level()).isEqualTo(SessionRisk.Level.HIGH);
            assertThat(unnamed.on(risk).level()).isEqualTo(SessionRisk.Level.CRITICAL);
            assertThat(List.of(found, known, unnamed).stream()
                            .map(each -> each.on(risk).revision()))
                    .isSorted()
                    .doesNotHaveDuplicates()
                    .allMatch(revision -> revision < risk.revision() + SessionMemory.REVISIONS);
        }
    }
}
