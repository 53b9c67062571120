package dev.mandate.audit.engine.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.audit.engine.profiles.Lesson;
import dev.mandate.audit.engine.profiles.Tallies;
import dev.mandate.audit.engine.sigma.GroupValues;
import dev.mandate.audit.engine.sigma.Level;
import dev.mandate.audit.engine.sigma.Rule;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.ids.FindingId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.FindingEvent;
import dev.mandate.events.risk.ProfileTally;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.risk.SessionRisk.Origin;
import dev.mandate.events.risk.SessionRisk.SeenIdentifier;
import dev.mandate.events.topics.TopicCatalogue;
import dev.mandate.provenance.CallFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.Test;

/** What was made before there were bounds, or by a bug, and is more than can be written. */
class UnwritableTest {
    private static final Instant TEN = Instant.parse("2026-01-15T10:00:00Z");

    @Test
    void a_state_is_written_as_one_that_doubts_everything() throws Exception {
        var huge = IntStream.range(0, 256)
                .mapToObj(i -> new SeenIdentifier(i + "x".repeat(2_000), Origin.RESULT, 0, false, null, List.of()))
                .toList();
        var risk = new SessionRisk(
                new SessionId("del_task"),
                7,
                false,
                SessionRisk.Level.LOW,
                List.of("rule"),
                Set.of(ToolLabel.UNTRUSTED),
                9,
                2,
                1,
                true,
                List.of("grace@own.example"),
                huge,
                null,
                Set.of(),
                null,
                TEN);
        var record = SessionStates.record(risk, new StateJson(), 0);
        assertThat(record.value().length).isLessThan(10_000);
        var written = EventJson.mapper().readValue(record.value(), SessionRisk.class);
        assertThat(written.calls()).isEqualTo(9);
        assertThat(written.level()).isEqualTo(SessionRisk.Level.LOW);
        var facts =
                CallFacts.of(written, "mail.send", Set.of(ToolLabel.EGRESS), true, Map.of("to", "grace@own.example"));
        assertThat(facts.strangers()).hasSize(1);
        assertThat(facts.unusual()).isTrue();
    }

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
    void a_tally_forgets_the_rarest_before_it_outgrows_its_topic() {
        ProfileTally tally = null;
        for (int session = 0; session < 4; session++) {
            int its = session;
            var shown = IntStream.range(0, 128)
                    .mapToObj(i -> i == 0 ? Lesson.ALL : "😀".repeat(80) + i + "-" + its)
                    .toList();
            tally = Tallies.plus(
                    tally,
                    new Lesson("agt_a", "kind", TEN, List.of()),
                    new Lesson.Entry(ProfileTally.Aspect.SHOWN, "reading", shown));
        }
        assertThat(json(tally).length).isLessThan(TopicCatalogue.RISK_PROFILES.maxBytes());
        assertThat(tally.sessions()).containsEntry(Lesson.ALL, 4.0).hasSizeGreaterThan(50);
    }

    @Test
    void an_event_for_more_rules_than_a_record_can_name_is_told_in_several() {
        var rules = IntStream.range(0, 2_000).mapToObj(i -> i + "r".repeat(200)).toList();
        var keys = rules.stream()
                .map(rule -> new GroupValues(List.of("agent"), List.of("agt_a"), false).of(rule))
                .toList();
        var events = GroupEvent.of(keys, new RiskEvent("id", TEN, Map.of()));
        assertThat(events).hasSizeGreaterThan(1);
        assertThat(events.stream().flatMap(event -> event.rules().stream())).containsExactlyElementsOf(rules);
        var serde = RiskEventSerde.ofGroups();
        assertThat(events)
                .allSatisfy(event -> assertThat(serde.serializer().serialize("", event).length)
                        .isLessThan(Bounds.EVENT_RULES + 1_000));
    }

    @Test
    void a_record_that_its_readers_would_not_take_is_refused_and_so_is_one_that_no_internal_topic_takes() {
        var state = new byte[TopicCatalogue.RISK_SESSIONS.maxBytes()];
        BoundedProducer.requireBounded(new ProducerRecord<>(TopicCatalogue.RISK_SESSIONS.name(), state));
        assertThatThrownBy(() -> BoundedProducer.requireBounded(
                        new ProducerRecord<>(TopicCatalogue.RISK_SESSIONS.name(), new byte[state.length + 1])))
                .isInstanceOf(RecordTooLargeException.class);
        assertThatThrownBy(() -> BoundedProducer.requireBounded(
                        new ProducerRecord<>("audit-risk-x-changelog", new byte[1024 * 1024])))
                .isInstanceOf(RecordTooLargeException.class);
    }

    private static byte[] json(Object value) {
        return RiskSerdes.json(Object.class).serializer().serialize("", value);
    }
}
