package dev.mandate.audit.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.events.cloudevents.EventJson;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class StepReaderTest {
    private static final JsonNode SIGN_IN = json("{'reason': 'risk_high', 'obligations': [{'kind': 'step_up'}]}");
    private static final JsonNode APPROVE = json("{'reason': 'risk_high', 'obligations': [{'kind': 'approval'}]}");
    private static final JsonNode ASKED = json("{'reason': 'risk_high', 'approval': {'id': 'apr_1'}}");

    @Test
    void what_nobody_is_asked_about_is_denied_and_not_held() {
        assertThat(StepReader.isHeld(ASKED, false)).isTrue();
        assertThat(StepReader.isHeld(APPROVE, false))
                .as("there was nobody to ask")
                .isFalse();
        assertThat(StepReader.isHeld(SIGN_IN, false)).isFalse();
    }

    @Test
    void by_a_dry_run_that_is_held_for_which_somebody_would_be_asked() {
        assertThat(StepReader.isHeld(ASKED, true)).isTrue();
        assertThat(StepReader.isHeld(APPROVE, true)).isTrue();
        assertThat(StepReader.isHeld(SIGN_IN, true))
                .as("a person who is to sign in again")
                .isFalse();
        assertThat(StepReader.isHeld(json("{'reason': 'agent_policy', 'obligations': [{'kind': 'approval'}]}"), true))
                .as("forbidden besides")
                .isFalse();
    }

    private static JsonNode json(String text) {
        try {
            return EventJson.mapper().readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
