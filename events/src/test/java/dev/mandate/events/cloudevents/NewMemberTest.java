package dev.mandate.events.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.mandate.events.actions.AnswerMac;
import dev.mandate.events.actions.ToolResult;
import org.junit.jupiter.api.Test;

/** What only this version reads is written and read, and makes a record no other event than the version before takes it for. */
class NewMemberTest {
    private final ToolResult asBefore = ToolResult.succeeded(3);
    private final ToolResult withNew = asBefore.of(AnswerMac.of(new byte[32], new byte[] {1}));

    @Test
    void it_is_written_and_read() throws JsonProcessingException {
        var written = EventJson.mapper().writeValueAsString(withNew);
        assertThat(written).contains("sha256:");
        assertThat(EventJson.mapper().readValue(written, ToolResult.class)).isEqualTo(withNew);
    }

    @Test
    void it_makes_no_other_event() throws JsonProcessingException {
        assertThat(EventJson.comparable().writeValueAsString(withNew))
                .isEqualTo(EventJson.comparable().writeValueAsString(asBefore))
                .isEqualTo(EventJson.mapper().writeValueAsString(asBefore));
    }
}
