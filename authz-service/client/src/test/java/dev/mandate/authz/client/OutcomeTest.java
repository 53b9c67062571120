package dev.mandate.authz.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mandate.authz.client.Outcome.Status;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is told of an answer, and of one in which the tool's owner trusts fields. */
class OutcomeTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    record Payment(String recipient, String subject, LocalDate on, int[] cents) {}

    private static Map<String, Object> told(@Nullable Object answer, boolean asked) {
        return Outcome.of(Status.SUCCEEDED, AnswerText.of(answer)).with(answer).json(asked);
    }

    private static @Nullable String document(@Nullable Object answer) {
        return (String) told(answer, true).get("document");
    }

    @Test
    void an_answer_is_told_as_a_document_too_where_one_is_asked_for() throws Exception {
        var answer = Map.of(
                "items",
                List.of(new Payment("de89370400440532013000", "Rent", LocalDate.of(2026, 11, 1), new int[] {98000})));
        assertThat(told(answer, false)).containsKey("answer").doesNotContainKey("document");
        assertThat(told(answer, true)).containsKey("answer");
        assertThat(JSON.readTree(document(answer))).isEqualTo(JSON.readTree("""
                        {"items": [{"recipient": "de89370400440532013000", "subject": "Rent", "on": "2026-11-01", "cents": ["98000"]}]}
                        """));
    }

    @Test
    void a_text_stays_one_whatever_it_holds() {
        var text = "{\"recipient\": \"eve@evil.example\"}";
        assertThat(document(text)).isEqualTo(text);
        assertThat(document(List.of(text))).hasToString("[\"{\\\"recipient\\\": \\\"eve@evil.example\\\"}\"]");
    }

    /** Or a stranger could have what he wrote there go untold. */
    @Test
    void one_of_more_levels_than_the_service_reads_is_no_reason_to_refuse_the_report() {
        Object answer = "eve@evil.example";
        for (var level = 0; level < 90; level++) answer = List.of(answer);
        assertThat(told(answer, true)).containsEntry("answer", "eve@evil.example");
        assertThat(document(answer)).startsWith("[[").contains("eve@evil.example");
    }

    @Test
    void what_can_not_be_told_as_one_is_told_as_its_text() {
        var alike = new LinkedHashMap<Object, Object>();
        alike.put("1", "landlord@rent.example");
        alike.put(1, "eve@evil.example");
        for (var answer : List.of(alike, Map.of("half", "\ud83d"), Map.of("long", "x".repeat(70 * 1024)))) {
            assertThat(document(answer)).isNull();
            assertThat(told(answer, true)).containsKey("answer");
        }
        assertThat(document(List.of(new Object()))).isNull();
        assertThat(document(null)).isNull();
    }

    @Test
    @Timeout(20)
    void lists_of_one_another_take_no_longer_than_there_are_lists() {
        Object lists = List.of("eve@evil.example");
        for (var level = 0; level < 90; level++) lists = List.of(lists, lists);
        JsonNode nodes = JSON.createArrayNode().add("eve@evil.example");
        for (var level = 0; level < 90; level++)
            nodes = JSON.createArrayNode().add(nodes).add(nodes);
        for (var answer : List.of(lists, nodes)) {
            assertThat(told(answer, true)).containsEntry("answer", "eve@evil.example");
            assertThat(document(answer)).as("of 2^90 addresses").isNull();
        }
        var twice = List.of("one");
        assertThat(document(List.of(twice, twice))).isEqualTo("[[\"one\"],[\"one\"]]");
    }

    @Test
    void what_has_itself_in_it_is_told_as_its_text() {
        var answer = new ArrayList<Object>(List.of("eve@evil.example"));
        answer.add(answer);
        assertThat(told(answer, true)).containsEntry("answer", "eve@evil.example");
        assertThat(document(answer)).isNull();
    }
}
