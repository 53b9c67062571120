package dev.mandate.audit.engine.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.audit.engine.bounds.Fingerprint;
import dev.mandate.events.actions.ActionEvent.ToolCalled;
import dev.mandate.events.actions.ToolResult;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is known of readings was learnt by these digests, so that they stay as they are. */
class ReadingTest {
    @Test
    void a_reading_is_its_tool_and_its_arguments_as_json_in_the_order_of_their_names() throws Exception {
        Map<String, Object> arguments = Map.of(
                "z", List.of(1, 2L, true, 1.5, new BigDecimal("10.250")),
                "text", "a \"quoted\" \\ line\n\tand \u0001 \u001f \u007f 😀 é",
                "deep", Map.of("b", List.of(), "a", Map.of(), "\"name\"", "x"));
        var written = EventJson.mapper().writeValueAsString(arguments);
        assertThat(Reading.of(call(arguments)).digest())
                .isEqualTo(Fingerprint.of("files.read", written).substring(0, 16));
    }

    @Test
    void spellings_of_one_address_and_arguments_without_a_value_make_no_difference() {
        var sparse = new HashMap<String, Object>();
        sparse.put("empty", "");
        sparse.put("none", null);
        sparse.put("list", Arrays.asList("One", null));
        sparse.put("url", "HTTPS://Site.Example/Page");
        assertThat(Reading.of(call(sparse)).digest())
                .isEqualTo(Reading.of(call(Map.of("list", List.of(" one "), "url", "https://site.example/Page")))
                        .digest());
    }

    private static ToolCalled call(Map<String, Object> arguments) {
        return new ToolCalled(
                new SessionId("del_task"),
                new IdentityId("agt_first"),
                null,
                null,
                "files.read",
                arguments,
                Instant.EPOCH,
                new ToolResult(ToolResult.Status.SUCCEEDED, 1, List.of(), null),
                List.of());
    }
}
