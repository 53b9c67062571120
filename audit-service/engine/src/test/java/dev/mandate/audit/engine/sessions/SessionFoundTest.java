package dev.mandate.audit.engine.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.audit.engine.job.RiskRun;
import dev.mandate.audit.engine.sigma.correlation.Level;
import dev.mandate.events.risk.SessionRisk;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionFoundTest {
    @Test
    void a_graver_finding_is_news_to_decisions_though_its_rule_is_known_or_one_too_many_to_be_named() {
        var found = SessionFound.NOTHING;
        for (int rule = 0; rule < SessionRisk.MAX_RULES; rule++) found = found.plus("rule" + rule, Level.LOW);
        var known = found.plus("rule0", Level.HIGH);
        var unnamed = known.plus("another", Level.CRITICAL);
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
