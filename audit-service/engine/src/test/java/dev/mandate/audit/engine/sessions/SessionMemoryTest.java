package dev.mandate.audit.engine.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.audit.engine.job.RiskRun;
import dev.mandate.audit.engine.stored.DecodedStore;
import dev.mandate.events.lifecycle.ToolLabel;
import org.junit.jupiter.api.Test;

class SessionMemoryTest {
    @Test
    void an_inbox_that_is_read_all_day_does_not_grow_the_session_without_end() {
        try (var run = RiskRun.withShippedRules().tool("inbox", ToolLabel.UNTRUSTED)) {
            for (int mail = 0; mail < 300; mail++) run.takes("inbox", RiskRun.to("sender" + mail + ".example"));
            DecodedStore<SessionMemory> memories =
                    (DecodedStore<SessionMemory>) run.driver().getStateStore(SessionStore.MEMORIES);
            assertThat(memories.get("del_task").readings().values())
                    .singleElement()
                    .satisfies(shown -> assertThat(shown).hasSize(SessionStep.MAX_SUBJECTS));
        }
    }

    @Test
    void a_commit_writes_what_an_action_changed_to_the_changelog() {
        try (var run = RiskRun.withShippedRules().tool("inbox", ToolLabel.UNTRUSTED)) {
            run.takes("inbox", RiskRun.to("sender.example"));
            assertThat(run.driver().producedTopicNames())
                    .anySatisfy(topic -> assertThat(topic).endsWith(SessionStore.MEMORIES + "-changelog"));
        }
    }
}
