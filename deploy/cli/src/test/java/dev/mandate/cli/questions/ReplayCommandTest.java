package dev.mandate.cli.questions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReplayCommandTest {
    @Test
    void a_session_is_asked_for_where_a_name_is_given() {
        assertThat(ReplayCommand.nothing("researcher")).contains("del_…", "deploy/mandate ask AGENT", "agent:agt_…");
        assertThat(ReplayCommand.nothing("del_1")).startsWith("there is no session del_1 on the trail");
    }
}
