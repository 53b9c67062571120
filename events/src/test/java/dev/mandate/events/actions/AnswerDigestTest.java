package dev.mandate.events.actions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.ids.DecisionId;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerDigestTest {
    private static final DecisionId DECISION = new DecisionId("dec_01k9p0b9a2e0rv1q5w8x7y6z3c");

    @Test
    void whoever_has_the_answer_can_show_by_any_tool_that_it_was_that_one() {
        // printf 'dec_01k9p0b9a2e0rv1q5w8x7y6z3c\nWrite to bo@partner.example' | sha256sum
        assertThat(AnswerDigest.of(DECISION, "Write to bo@partner.example".getBytes(UTF_8))
                        .text())
                .isEqualTo("sha256:53f9f4434ce8637572e28c50b11d9ab00e28ab4874969f2d77fd0de04af69e6a");
    }

    @Test
    void equal_answers_of_two_calls_are_not_seen_to_be_equal() {
        var answer = "yes".getBytes(UTF_8);
        assertThat(AnswerDigest.of(DECISION, answer)).isNotEqualTo(AnswerDigest.of(DecisionId.next(), answer));
    }

    @Test
    void it_goes_with_the_result_whatever_else_is_left_out_of_it() throws Exception {
        var digest = AnswerDigest.of(DECISION, new byte[0]);
        var told = new ToolResult(ToolResult.Status.SUCCEEDED, 0, List.of("bo@partner.example"), null).of(digest);
        assertThat(told.judged(true).withoutIdentifiers().digest()).isEqualTo(digest);
        var json = EventJson.mapper();
        assertThat(json.readValue(json.writeValueAsBytes(told), ToolResult.class))
                .isEqualTo(told);
        assertThat(json.valueToTree(told).path("digest").asText()).isEqualTo(digest.text());
        assertThatThrownBy(() -> new AnswerDigest("md5:1")).isInstanceOf(IllegalArgumentException.class);
    }
}
