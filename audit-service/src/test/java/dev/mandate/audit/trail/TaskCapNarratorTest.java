package dev.mandate.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.identity.TaskCapEvent;
import dev.mandate.events.identity.TaskCapEvent.Of;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskCapNarratorTest {
    private static final Actor BY = new Actor("per_ada", "console", List.of());

    @Test
    void tells_how_long_which_tasks_last_and_what_was_before() {
        assertThat(TaskCapNarrator.said(new TaskCapEvent.Changed(Of.AUTONOMY, "AUTONOMOUS", 900L, null, null, BY)))
                .isEqualTo("lets tasks of agents that are \u201cAUTONOMOUS\u201d last PT15M at most");
        assertThat(TaskCapNarrator.said(new TaskCapEvent.Changed(Of.ROLE, "finance", 1_800L, 900L, null, BY)))
                .isEqualTo(
                        "lets tasks that people with the role \u201cfinance\u201d give last PT30M at most, which was PT15M");
        assertThat(TaskCapNarrator.said(new TaskCapEvent.Changed(Of.CLIENT, "agt_1", null, 900L, null, BY)))
                .isEqualTo(
                        "says no longer how long tasks of the agent or client \u201cagt_1\u201d may last, which was PT15M");
    }
}
