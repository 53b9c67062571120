package dev.mandate.audit.risk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.lifecycle.ToolLabel;
import org.junit.jupiter.api.Test;

class SessionMemoryTest {
    @Test
    void an_inbox_that_is_read_all_day_does_not_grow_the_session_without_end() {
        try (var run = RiskRun.withShippedRules().tool("inbox", ToolLabel.UNTRUSTED)) {
            for (int mail = 0; mail < 300; mail++) run.takes("inbox", RiskRun.to("sender" + mail + ".example"));
            var memory = run.driver()
                    .<String, SessionMemory>getKeyValueStore(SessionStore.MEMORIES)
                    .get("del_task");
            assertThat(memory.readings().values())
                    .singleElement()
                    .satisfies(shown -> assertThat(shown).hasSize(SessionStep.MAX_SUBJECTS));
        }
    }
}
