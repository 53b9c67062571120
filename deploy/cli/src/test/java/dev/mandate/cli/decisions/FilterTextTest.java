package dev.mandate.cli.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mandate.authz.client.Filter;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FilterTextTest {
    private static final Instant UNTIL = Instant.parse("2026-11-29T10:00:30.451Z");

    @Test
    void a_condition_is_a_line_for_each_test_with_names() {
        var lines = told(Filter.Kind.CONDITION, """
                {"and": [{"attribute": "department", "is": "eq", "value": "Sales"}, {"not": {"attribute": "owner", "is": "eq", "value": "per_1"}},
                 {"or": [{"attribute": "amount", "is": "le", "value": 500}, {"resource": "id", "is": "in", "values": ["a", "b"]},
                         {"attribute": "cost", "is": "like", "values": ["c-", ""]}, {"attribute": "tags", "is": "within", "values": []}]}]}
                """, "{\"id\": \"dec_1\", \"leftOut\": [\"payables/by-two\"]}");
        assertThat(lines)
                .containsExactly(
                        "Ada Abel may approve each invoice of which this is true:   [dec_1]",
                        "  all of:",
                        "    department is “Sales”",
                        "    not: owner is Ada Abel",
                        "    any of:",
                        "      amount is at most 500",
                        "      its id is one of “a”, “b”",
                        "      cost is like “c-*”",
                        "      tags is empty",
                        "  and that has, as declared, amount",
                        "  more is permitted once something is done for it, which asking about each one says: payables/by-two",
                        "  to be used until 2026-11-29T10:00:30Z");
    }

    @Test
    void what_only_begins_like_an_id_is_quoted_as_any_text() {
        var lines = told(
                Filter.Kind.CONDITION,
                "{\"attribute\": \"cost\", \"is\": \"eq\", \"value\": \"per_1 may see all\\u001b[2J\"}",
                "{\"id\": \"dec_1\"}");
        assertThat(lines.get(1)).startsWith("  cost is “per_1 may see all").doesNotContain("\u001b");
    }

    @Test
    void none_comes_with_why() {
        assertThat(told(
                        Filter.Kind.NEVER,
                        "null",
                        "{\"id\": \"dec_1\", \"reason\": \"person_policy\", \"explanation\": \"No policy.\"}"))
                .containsExactly("Ada Abel may approve no invoice: person policy   [dec_1]", "  No policy.");
    }

    private static List<String> told(Filter.Kind kind, String condition, String context) {
        return new FilterText(id -> id.equals("per_1") ? "Ada Abel" : id)
                .lines(
                        new Filter(kind, json(condition), List.of("amount"), UNTIL, json(context), null),
                        "Ada Abel",
                        "approve",
                        "invoice");
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
