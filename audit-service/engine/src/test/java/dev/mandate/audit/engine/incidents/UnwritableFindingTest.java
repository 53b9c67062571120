package dev.mandate.audit.engine.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.audit.engine.bounds.Bounds;
import dev.mandate.audit.engine.calls.RiskEvent;
import dev.mandate.audit.engine.calls.RiskFields;
import dev.mandate.audit.engine.sigma.correlation.types.Level;
import dev.mandate.audit.engine.sigma.correlation.types.Rule;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.ids.FindingId;
import dev.mandate.events.risk.FindingEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What was made before there were bounds, or by a bug, and is more than can be written. */
class UnwritableFindingTest {
    private static final Instant TEN = Instant.parse("2026-01-15T10:00:00Z");

    @Test
    void a_finding_is_told_without_its_details_and_restricts_whom_it_would() throws Exception {
        var rule = new Rule(
                "r", "1", "Title", "", Level.HIGH, List.of(), List.of(), List.of("session"), Duration.ofHours(1));
        var evidence = new FindingEvent.Evidence(
                "tool", Map.of(FindingEvent.STANDING, "allowed", "more", "x".repeat(600 * 1024)));
        var finding = Findings.finding(
                new FindingId("fnd_1"),
                rule,
                TEN,
                "message",
                List.of(evidence),
                new FindingEvent.Unmapped("del_task", null, List.of("agt_a"), "per_ada", null));
        var record = FindingRecord.of(finding, null, 0);
        assertThat(record.value().length).isLessThan(10_000);
        var written = EventJson.mapper().readValue(record.value(), FindingEvent.class);
        assertThat(written.attested()).isTrue();
        assertThat(written.severityId()).isEqualTo(FindingEvent.HIGH);
        assertThat(written.unmapped().session()).isEqualTo("del_task");
        assertThat(written.message()).contains("too large");
    }

    @Test
    void calls_that_say_as_much_as_they_can_are_told_with_all_details() throws Exception {
        Map<String, List<Object>> fields = new HashMap<>();
        for (var field : List.of(RiskFields.DOMAIN, RiskFields.STRANGERS, RiskFields.TASK))
            fields.put(field, Collections.nCopies(8, "x".repeat(Bounds.EVIDENCE_VALUE)));
        for (var field : List.of(RiskFields.SOURCE, RiskFields.ID, RiskFields.TOOL))
            fields.put(field, List.of("x".repeat(Bounds.EVIDENCE_NAME)));
        for (var field : List.of(RiskFields.SESSION, RiskFields.AGENT, RiskFields.DELEGATION, RiskFields.DECISION))
            fields.put(field, List.of("x".repeat(64)));
        fields.put(
                RiskFields.DESTINATIONS,
                Collections.nCopies(8, "untrusted passed_on warned " + "x".repeat(Bounds.EVIDENCE_VALUE)));
        var evidence = Evidences.of(new RiskEvent("id", TEN, fields).evidence());
        assertThat(evidence.data().toString()).contains("a message that the task asks for passes it on");
        assertThat(EventJson.mapper().writeValueAsBytes(evidence).length).isLessThan(14 * 1024);
    }
}
