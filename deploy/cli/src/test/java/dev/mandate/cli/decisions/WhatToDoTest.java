package dev.mandate.cli.decisions;

import static org.assertj.core.api.Assertions.assertThat;

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
}
