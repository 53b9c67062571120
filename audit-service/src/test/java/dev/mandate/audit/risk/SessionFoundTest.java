package dev.mandate.audit.risk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.audit.sigma.Level;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.risk.SessionRisk;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SessionFoundTest {
    private static final SessionRisk RISK = new SessionRisk(
            new SessionId("del_task"),
            100,
            false,
            SessionRisk.Level.NONE,
            List.of(),
            Set.of(),
            1,
            0,
            0,
            false,
            List.of(),
            List.of(),
            null,
            Set.of(),
            null,
            Instant.EPOCH);

    @Test
    void a_graver_finding_is_news_to_decisions_though_its_rule_is_known_or_one_too_many_to_be_named() {
        var found = SessionFound.NOTHING;
        for (int rule = 0; rule < SessionRisk.MAX_RULES; rule++) found = found.plus("rule" + rule, Level.LOW);
        var known = found.plus("rule0", Level.HIGH);
        var unnamed = known.plus("another", Level.CRITICAL);
        assertThat(known.on(RISK).level()).isEqualTo(SessionRisk.Level.HIGH);
        assertThat(unnamed.on(RISK).level()).isEqualTo(SessionRisk.Level.CRITICAL);
        assertThat(List.of(found, known, unnamed).stream()
                        .map(each -> each.on(RISK).revision()))
                .isSorted()
                .doesNotHaveDuplicates()
                .allMatch(revision -> revision < RISK.revision() + SessionMemory.REVISIONS);
    }
}
