package dev.mandate.events.actions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.events.cloudevents.EventJson;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerMacTest {
    private static final byte[] KEY = "a key of one call, of 32 letters".getBytes(UTF_8);

    @Test
    void whoever_has_the_answer_and_the_key_can_show_by_any_tool_that_it_was_that_one() {
        // printf 'Write to bo@partner.example' | openssl dgst -sha256 -hmac 'a key of one call, of 32 letters'
        assertThat(AnswerMac.of(KEY, "Write to bo@partner.example".getBytes(UTF_8))
                        .text())
                .isEqualTo("hmac-sha256:e625636cec0f518ba30cfe1b587f6c3e6d19367340642ed6f95232bc30672fe9");
    }

    @Test
    void it_goes_with_the_result_whatever_else_is_left_out_of_it() throws Exception {
        var mac = AnswerMac.of(KEY, new byte[0]);
        var told = new ToolResult(ToolResult.Status.SUCCEEDED, 0, List.of("bo@partner.example"), null).of(mac);
        assertThat(told.judged(true).withoutIdentifiers().mac()).isEqualTo(mac);
        var json = EventJson.mapper();
        assertThat(json.readValue(json.writeValueAsBytes(told), ToolResult.class))
                .isEqualTo(told);
        assertThat(json.valueToTree(told).path("mac").asText()).isEqualTo(mac.text());
        for (var wrong : List.of("sha256:" + "0".repeat(64), "hmac-sha256:1"))
            assertThatThrownBy(() -> new AnswerMac(wrong)).isInstanceOf(IllegalArgumentException.class);
    }

    /** As gateways told it on 29 November 2026. */
    @Test
    void a_record_with_a_digest_that_anybody_could_guess_by_is_read_without_it() throws Exception {
        var told = EventJson.mapper()
                .readValue(
                        "{\"status\": \"SUCCEEDED\", \"size\": 3, \"digest\": \"sha256:" + "0".repeat(64) + "\"}",
                        ToolResult.class);
        assertThat(told).isEqualTo(ToolResult.succeeded(3));
    }
}
