package dev.mandate.authz.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterSqlTest {
    private static final FilterSql SQL = new FilterSql(
            Map.of("amount", "b.amount", "owner", "b.owner", "paid", "b.paid", "tags", "b.tags", "cost", "b.cost"),
            "b.id::text",
            Map.of("customer", "array[b.customer]"));

    @Test
    void what_is_compared_with_is_a_parameter_and_what_is_missing_is_no_match() {
        var where = SQL.where(condition("""
                        {"and": [{"attribute": "amount", "is": "le", "value": 500}, {"not": {"attribute": "owner", "is": "eq", "value": "x' OR TRUE"}},
                                 {"or": [{"attribute": "cost", "is": "in", "values": ["a", "b"]}, {"attribute": "paid", "is": "lt", "other": "amount"}]}]}
                        """, "amount", "cost"));
        assertThat(where.sql())
                .isEqualTo(
                        "(((b.amount <= ?) AND ((b.owner = ?) IS NOT TRUE) AND ((b.cost IN (?, ?)) OR (b.paid < b.amount)))"
                                + " AND b.amount IS NOT NULL AND b.cost IS NOT NULL)");
        assertThat(where.parameters()).containsExactly(500L, "x' OR TRUE", "a", "b");
    }

    @Test
    void patterns_lists_ids_and_what_it_is_in() {
        assertThat(SQL.where(condition("{\"attribute\": \"cost\", \"is\": \"like\", \"values\": [\"100%_!\", \"\"]}")))
                .isEqualTo(new FilterSql.Where("((b.cost LIKE ? ESCAPE '!'))", List.of("100!%!_!!%")));
        assertThat(SQL.where(condition("{\"attribute\": \"tags\", \"is\": \"within\", \"values\": []}"))
                        .sql())
                .isEqualTo("((b.tags <@ ARRAY[]::text[]))");
        assertThat(SQL.where(condition("{\"resource\": \"id\", \"is\": \"in\", \"values\": [\"1\", \"2\"]}"))
                        .sql())
                .isEqualTo("((b.id::text IN (?, ?)))");
        assertThat(SQL.where(condition("{\"parent\": \"customer\", \"is\": \"eq\", \"value\": \"c1\"}"))
                        .sql())
                .isEqualTo("((array[b.customer] && ARRAY[?]::text[]))");
        assertThat(SQL.where(condition("{\"attribute\": \"owner\", \"is\": \"has\"}"))
                        .sql())
                .isEqualTo("((b.owner IS NOT NULL))");
    }

    @Test
    void an_expression_in_place_of_a_column_is_compared_as_a_whole() {
        var urgent = new FilterSql(Map.of("urgent", "due < now() OR flagged"), "lower(code)", Map.of());
        assertThat(urgent.where(condition("""
                        {"and": [{"attribute": "urgent", "is": "eq", "value": false}, {"resource": "id", "is": "eq", "value": "a"}]}
                        """, "urgent")).sql())
                .isEqualTo("((((due < now() OR flagged) = ?) AND ((lower(code)) = ?))"
                        + " AND (due < now() OR flagged) IS NOT NULL)");
    }

    @Test
    void all_none_and_no_answer() {
        assertThat(SQL.where(answer("{\"filter\": \"always\", \"required\": [], \"until\": \"2026-01-01T00:00:00Z\"}"))
                        .sql())
                .isEqualTo("(TRUE)");
        assertThat(SQL.where(
                                answer(
                                        "{\"filter\": \"never\", \"required\": [\"amount\"], \"until\": \"2026-01-01T00:00:00Z\"}"))
                        .sql())
                .isEqualTo("(FALSE)");
        assertThat(SQL.where(answer("{\"decision\": true}"))).isEqualTo(new FilterSql.Where("(FALSE)", List.of()));
        assertThat(answer("{\"filter\": \"condition\", \"required\": [], \"until\": \"2026-01-01T00:00:00Z\"}")
                        .failure()
                        .kind())
                .isEqualTo(Failure.Kind.UNREADABLE);
        assertThat(answer("{\"filter\": \"always\", \"required\": []}").allowsSome())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"attribute\": \"colour\", \"is\": \"eq\", \"value\": \"red\"}",
                "{\"attribute\": \"paid\", \"is\": \"lt\", \"other\": \"colour\"}",
                "{\"parent\": \"ledger\", \"is\": \"eq\", \"value\": \"1\"}",
                "{\"attribute\": \"cost\", \"is\": \"near\", \"value\": \"red\"}",
                "{\"attribute\": \"cost\", \"is\": \"eq\", \"value\": \"a\", \"unless\": true}",
                "{\"attribute\": \"cost\", \"is\": \"eq\", \"value\": {\"a\": 1}}",
                "{\"attribute\": \"cost\", \"is\": \"in\", \"values\": []}",
                "{\"attribute\": \"amount\", \"is\": \"lt\", \"value\": 1.5}",
                "{\"attribute\": \"tags\", \"is\": \"within\", \"values\": [1]}",
                "{\"resource\": \"name\", \"is\": \"eq\", \"value\": \"1\"}",
                "{\"and\": [], \"or\": []}",
                "{\"xor\": []}",
                "{}"
            })
    void what_it_has_no_column_or_no_word_for_is_an_exception(String condition) {
        assertThatThrownBy(() -> SQL.where(condition(condition))).isInstanceOf(IllegalArgumentException.class);
    }

    private static Filter condition(String json, String... required) {
        return answer("{\"filter\": \"condition\", \"until\": \"2026-01-01T00:00:00Z\", \"required\": "
                + List.of(required).stream().map(name -> '"' + name + '"').toList() + ", \"condition\": " + json + "}");
    }

    private static Filter answer(String json) {
        try {
            return Filter.of(new JsonMapper().readTree(json), "req-1");
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
