package dev.mandate.cli.questions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

/** A command that can't do what was asked says what there is instead. */
class WhatToDoTest {
    @Test
    void an_agent_whose_key_is_not_here_is_asked_for_by_its_own_secret() {
        assertThat(TokenCommand.notOurs("agt_1", "", "http://127.0.0.1:8081"))
                .contains("deploy/mandate ask agt_1")
                .endsWith("curl -u agt_1:$SECRET http://127.0.0.1:8081/oauth2/token -d grant_type=client_credentials");
        assertThat(TokenCommand.notOurs("agt_1", "del_1", "http://127.0.0.1:8081"))
                .endsWith(
                        "-d subject_token=del_1 -d subject_token_type=urn:mandate:params:oauth:token-type:delegation");
    }

    @Test
    void a_session_is_asked_for_where_a_name_is_given() {
        assertThat(ReplayCommand.nothing("researcher")).contains("del_…", "deploy/mandate ask AGENT", "agent:agt_…");
        assertThat(ReplayCommand.nothing("del_1")).startsWith("there is no session del_1 on the trail");
    }

    @Test
    void a_role_that_is_none_is_answered_with_those_that_there_are() throws Exception {
        var roles = new ObjectMapper().readTree("[{\"id\": \"seller\"}, {\"id\": \"clerk\"}]");
        assertThat(GrantsCommand.noSuchRole("seler", roles))
                .isEqualTo(
                        "mandate: no role of the catalogue has the id seler; did you mean seller? There are: clerk, seller");
        assertThat(GrantsCommand.noSuchRole("boss", roles)).endsWith("has the id boss; there are: clerk, seller");
        assertThat(GrantsCommand.noSuchRole("seler", new ObjectMapper().readTree("[]")))
                .endsWith("there is none yet");
    }
}
