package dev.mandate.audit.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.audit.trail.TrailEntry;
import dev.mandate.events.cloudevents.EventJson;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is odd about a step is told, and nothing of one in which nothing is. */
class OutcomeReaderTest {
    private static final String STRANGERS =
            "Somebody told what came of it who didn't show what the decision was given with: that counts for nothing.";
    private static final String OTHERS = "Other arguments were reported than were decided about.";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"to\": [\"bo@partner.example\"], \"subject\": \"Hello\", \"urgent\": true, \"ref\": null}",
                "{\"amount\": 12.50, \"lines\": [{\"count\": 3}]}"
            })
    void what_was_reported_as_it_was_decided_about_is_nothing_odd(String arguments) {
        assertThat(told(arguments, arguments)).isEmpty();
        assertThat(told(arguments, arguments.replace("12.50", "12.5"))).isEmpty();
    }

    @Test
    void other_arguments_are() {
        assertThat(told("{\"to\": \"bo@partner.example\"}", "{\"to\": \"eve@outside.example\"}"))
                .containsExactly(OTHERS);
        assertThat(told("{\"amount\": 3}", "{\"amount\": \"3\"}")).containsExactly(OTHERS);
        assertThat(told("{\"amount\": 3}", "{\"amount\": 3, \"to\": \"eve\"}")).containsExactly(OTHERS);
    }

    @Test
    void a_report_by_somebody_who_was_not_given_the_answer_is() {
        var decision = json("{\"allowed\": true, \"resource\": \"tool/email.send\", \"receipt\": \"its-digest\"}");
        var its = report("{\"receipt\": \"its-digest\"}");
        assertThat(OutcomeReader.told(decision, List.of(its))).isEmpty();
        for (var other : List.of("{}", "{\"receipt\": \"another\"}"))
            assertThat(OutcomeReader.told(decision, List.of(report(other))))
                    .containsExactlyInAnyOrder(STRANGERS, "Nobody told what came of it.");
    }

    @Test
    void what_he_says_came_of_it_is_no_outcome_beside_the_true_one() {
        var decision = json("{\"allowed\": true, \"resource\": \"tool/email.send\", \"receipt\": \"its-digest\","
                + " \"arguments\": {\"to\": \"bo@partner.example\"}}");
        var made = report("{\"arguments\": {\"to\": \"eve@outside.example\"}}");
        var its = report("{\"receipt\": \"its-digest\", \"arguments\": {\"to\": \"bo@partner.example\"}}");
        assertThat(OutcomeReader.heard(decision, List.of(made, its))).containsExactly(its);
        assertThat(OutcomeReader.told(decision, List.of(made, its))).containsExactly(STRANGERS);
    }

    private static List<String> told(String decided, String reported) {
        var decision = json("{\"allowed\": true, \"resource\": \"tool/email.send\", \"arguments\": " + decided + "}");
        return OutcomeReader.told(decision, List.of(report("{\"arguments\": " + reported + "}")));
    }

    private static TrailEntry report(String payload) {
        var at = Instant.parse("2026-11-02T12:00:00Z");
        return new TrailEntry(
                "1",
                at,
                at,
                false,
                "agent.actions.v1",
                "agent.tool.called.v1",
                "urn:platform:desk",
                "e1",
                "s1",
                null,
                null,
                null,
                null,
                "ok",
                "",
                null,
                json(payload),
                "",
                null);
    }

    private static JsonNode json(String text) {
        try {
            return EventJson.mapper().readTree(text);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
