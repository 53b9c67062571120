package dev.mandate.events.actions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.events.actions.ToolResult.Status;
import dev.mandate.events.cloudevents.EventJson;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ToolResultTest {
    private static final ToolResult SHOWN =
            new ToolResult(Status.SUCCEEDED, 80, List.of("landlord@rent.example", "eve@evil.example"), null);

    @Test
    void only_what_is_told_of_an_answer_can_have_stood_in_a_field_of_it() {
        var told = SHOWN.trusting(List.of("landlord@rent.example", "landlord@rent.example", "else@rent.example"));
        assertThat(told.trustedOrNone()).containsExactly("landlord@rent.example");
        assertThat(SHOWN.trusting(List.of("else@rent.example"))).isEqualTo(SHOWN);
        assertThat(told.judged(true).trustedOrNone()).containsExactly("landlord@rent.example");
        assertThat(told.withoutIdentifiers().trustedOrNone()).isEmpty();
    }

    @Test
    void a_record_from_before_there_were_such_fields_has_none_and_is_written_as_it_was() throws Exception {
        var json = EventJson.mapper().writeValueAsString(SHOWN);
        assertThat(json).doesNotContain("trusted");
        assertThat(EventJson.mapper().readValue(json, ToolResult.class)).isEqualTo(SHOWN);
    }

    @Test
    void what_is_kept_of_an_answer_comes_back_and_is_nothing_else_than_values() throws Exception {
        var kept = new KeptFields(Map.of("/status", "open"), List.of("/apiKey"), null);
        var result = SHOWN.keeping(kept).judged(true);
        var json = EventJson.mapper().writeValueAsString(result);
        assertThat(EventJson.mapper().readValue(json, ToolResult.class)).isEqualTo(result);
        assertThat(result.withoutIdentifiers().kept()).isNull();
        var within = Map.<String, Object>of("/items", List.of("a"));
        assertThatThrownBy(() -> new KeptFields(within, null, null)).isInstanceOf(IllegalArgumentException.class);
        for (var name : List.of("", "/", "status", "/" + "x".repeat(400), "/a\n/b")) {
            var named = Map.<String, Object>of(name, "open");
            assertThatThrownBy(() -> new KeptFields(named, null, null)).hasMessageContaining("such as /items/0/status");
            assertThatThrownBy(() -> new KeptFields(Map.of(), List.of(name), null))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new KeptFields(Map.of(), null, List.of(name)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        var endless = Map.<String, Object>of("/amount", Double.POSITIVE_INFINITY);
        assertThatThrownBy(() -> new KeptFields(endless, null, null)).isInstanceOf(IllegalArgumentException.class);
    }
}
