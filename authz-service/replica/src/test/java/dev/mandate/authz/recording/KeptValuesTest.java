package dev.mandate.authz.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.authz.engine.entities.Catalogue;
import dev.mandate.events.actions.KeptFields;
import dev.mandate.events.actions.ToolResult;
import dev.mandate.events.actions.ToolResult.Status;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.lifecycle.CatalogEntry.Tool;
import dev.mandate.events.lifecycle.ToolLabel;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Of an answer that is what its operator named, and no more: within a bound, and nothing that gives access. */
class KeptValuesTest {
    private final Catalogue catalogue = new Catalogue();

    @Test
    void by_default_nothing_of_an_answer_is_kept() {
        assertThat(kept("{\"city\":\"Oslo\"}")).isNull();
    }

    @Test
    void what_is_named_is_kept_by_where_it_stood_and_as_what_it_was() {
        var kept = kept(
                """
                {"city": "Oslo", "items": [{"status": "open", "amount": 12.5}, {"status": "done", "paid": true}], "more": {"city": "Rome"}}""",
                "crm.*:/city",
                "crm.read:/items/*/status",
                "crm.read:/items/*/amount",
                "crm.read:/items/*/paid",
                "crm.write:/more/city");
        assertThat(kept.values().keySet())
                .containsExactly("/city", "/items/0/status", "/items/1/status", "/items/0/amount", "/items/1/paid");
        assertThat(kept.values()).containsEntry("/city", "Oslo").containsEntry("/items/1/paid", true);
        assertThat(((Number) kept.values().get("/items/0/amount")).doubleValue())
                .isEqualTo(12.5);
        assertThat(kept.secret()).isNull();
    }

    @Test
    void what_gives_access_by_its_name_or_look_or_of_such_a_tool_is_told_nobody() {
        var kept = kept("""
                {"apiKey": "k-1", "note": "password: hunter2", "city": "Oslo"}""", "*:/apiKey", "*:/note", "*:/city");
        assertThat(kept.values()).containsOnlyKeys("/city");
        assertThat(kept.secret()).containsExactly("/apiKey", "/note");
        catalogue.apply(new Tool("crm.read", 1, false, "crm", "crm", Set.of(ToolLabel.CREDENTIAL), Map.of()));
        assertThat(kept("{\"city\": \"Oslo\"}", "*:/city")).isEqualTo(new KeptFields(Map.of(), List.of("/city"), null));
    }

    @Test
    void what_has_no_room_is_said_to_be_left_out_in_whichever_alphabet_it_is() {
        for (var letter : List.of("x", "漢", "\u0001")) {
            var kept = kept("{\"a\": \"short\", \"b\": " + quoted(letter.repeat(17_000)) + "}", "*:/a", "*:/b");
            assertThat(kept.values()).containsOnlyKeys("/a");
            assertThat(kept.leftOut()).containsExactly("/b");
        }
        var numbers = kept("{\"a\": 1e999, \"b\": 12345678901234567890123456789012345678901234567890}", "*:/a", "*:/b");
        assertThat(numbers.leftOut()).containsExactly("/a", "/b");
    }

    @Test
    void of_many_no_more_are_kept_than_anybody_reads() {
        var kept = kept("{\"a\": [" + "1,".repeat(999) + "1]}", "*:/a/*");
        assertThat(kept.values()).hasSize(KeptFields.MOST);
    }

    @Test
    void of_what_failed_nothing_is_kept_since_it_may_repeat_anything() {
        assertThat(told(Status.FAILED, "{\"city\":\"Oslo\"}", "*:/city").kept()).isNull();
    }

    @Test
    void what_is_no_tool_and_pointer_is_refused_with_the_form_of_one() {
        for (var wrong : List.of("crm.read", "/city", "crm.read:city", "crm.read:/a/0"))
            assertThatThrownBy(() -> new ResultFields(catalogue, List.of(wrong)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("/items/*/");
    }

    private @Nullable KeptFields kept(String answer, String... fields) {
        return told(Status.SUCCEEDED, answer, fields).kept();
    }

    private ToolResult told(Status status, String answer, String... fields) {
        var shown = new ShownTexts();
        var its = new ResultFields(catalogue, List.of(fields)).of("crm.read");
        return shown.told(status, its, () -> json(answer));
    }

    private static String quoted(String text) {
        try {
            return EventJson.mapper().writeValueAsString(text);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return EventJson.mapper().readTree(text);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
