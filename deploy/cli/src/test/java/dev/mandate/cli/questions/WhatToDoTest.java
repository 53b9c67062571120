package dev.mandate.cli.questions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.mandate.authz.client.Decision;
import dev.mandate.authz.client.Obligation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A command that can't do what was asked says what there is instead. */
class WhatToDoTest {
    @Test
    void an_agent_whose_key_is_not_here_is_asked_for_by_its_own_secret() {
        assertThat(AgentSignIn.notOurs("agt_1", "", "http://127.0.0.1:8081"))
                .contains("deploy/mandate ask agt_1")
                .endsWith("curl -u agt_1:$SECRET http://127.0.0.1:8081/oauth2/token -d grant_type=client_credentials");
        assertThat(AgentSignIn.notOurs("agt_1", "del_1", "http://127.0.0.1:8081"))
                .endsWith(
                        "-d subject_token=del_1 -d subject_token_type=urn:mandate:params:oauth:token-type:delegation");
    }

    @Test
    void a_session_is_asked_for_where_a_name_is_given() {
        assertThat(ReplayCommand.nothing("researcher")).contains("del_…", "deploy/mandate ask AGENT", "agent:agt_…");
        assertThat(ReplayCommand.nothing("del_1")).startsWith("there is no session del_1 on the trail");
    }

    @Test
    void who_ends_what_was_agreed_to_is_told_what_ended() throws Exception {
        var json = new ObjectMapper();
        assertThat(StopCommand.whatNext(json.readTree("{\"agreed\": {}}")))
                .isEqualTo("; calls like it are asked for again, each, and the task goes on");
        assertThat(StopCommand.whatNext(json.readTree("{}"))).isEqualTo("; a new delegation begins anew");
    }

    @Test
    void who_answers_what_he_is_not_asked_is_told_who_is_and_what_waits_for_him() {
        assertThat(ApprovalsCommand.notHis("Bo Abel", "apr_1", "Ada Abel", List.of("apr_2")))
                .isEqualTo("apr_1 isn't asked of Bo Abel, nor about a call of theirs; it is about a call for Ada Abel;"
                        + " for Bo Abel waits apr_2");
        assertThat(ApprovalsCommand.notHis("me", "apr_9", "", List.of()))
                .isEqualTo("apr_9 isn't asked of you, nor about a call of yours; nothing waits for you");
    }

    @Test
    void who_is_to_sign_in_again_waits_for_nobody() {
        assertThat(DecisionText.waitsForSomebody(riskHigh("custom", "action", "approval")))
                .isTrue();
        assertThat(DecisionText.waitsForSomebody(riskHigh("step-up", "acr_value", "urn:mandate:acr:mfa")))
                .isFalse();
    }

    private static Decision riskHigh(String type, String property, String value) {
        var properties = JsonNodeFactory.instance.objectNode().put(property, value);
        return new Decision(
                false,
                "dec_1",
                "risk_high",
                "",
                List.of(),
                List.of(new Obligation("obl-1", type, properties)),
                null,
                MissingNode.getInstance());
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
