package dev.mandate.events.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.lifecycle.CatalogEntry.Tool;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedFieldTest {
    @Test
    void a_field_is_named_by_its_steps_from_the_top_of_the_result() {
        assertThat(TrustedField.of("/items/*/recipient").steps()).containsExactly("items", "*", "recipient");
        assertThat(TrustedField.of("/a~1b/c~0d").steps()).containsExactly("a/b", "c~d");
    }

    @ParameterizedTest
    @CsvSource({
        "items/*/recipient, begins with a slash",
        "'', begins with a slash",
        "/, no step is empty",
        "/items//recipient, no step is empty",
        "/items/0/recipient, 'by *, and none by its number'",
        "/a~2b, ~0 stands for ~",
        "/a~, ~0 stands for ~",
        "/1a/b/c/d/e/f/g/h/i, at most 8 steps"
    })
    void and_what_is_no_such_name_is_refused_with_what_to_write(String pointer, String rule) {
        assertThatThrownBy(() -> TrustedField.of(pointer))
                .hasMessageContaining("such as /items/*/recipient")
                .hasMessageContaining(rule);
        assertThatThrownBy(() -> TrustedField.of("/" + "a".repeat(TrustedField.LONGEST)))
                .hasMessageContaining("at most 200 characters");
        assertThatThrownBy(() -> TrustedField.of("/to\u200e")).hasMessageContaining("one line of whole characters");
    }

    @Test
    void a_tool_has_sixteen_at_most_in_one_order() throws Exception {
        var tool = tool(Set.of(TrustedField.of("/owner"), TrustedField.of("/items/*/recipient")));
        var json = EventJson.mapper().writeValueAsString(tool);
        assertThat(json).contains("\"trustedFields\":[\"/items/*/recipient\",\"/owner\"]");
        assertThat(EventJson.mapper().readValue(json, Tool.class)).isEqualTo(tool);
        var many = new TreeSet<TrustedField>();
        IntStream.range(0, 17).forEach(i -> many.add(TrustedField.of("/f" + i)));
        assertThatThrownBy(() -> tool(many)).hasMessage("trustedFields must be at most 16");
    }

    @Test
    void one_that_names_none_is_written_as_it_was_before_there_were_any() throws Exception {
        assertThat(EventJson.mapper().writeValueAsString(tool(Set.of()))).doesNotContain("trustedFields", "server");
    }

    private static Tool tool(Set<TrustedField> fields) {
        return new Tool(
                "bank.list", 1, false, "List", "bank", Set.of(ToolLabel.UNTRUSTED), Map.of(), null, fields, null);
    }
}
