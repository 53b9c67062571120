package dev.mandate.audit.engine.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.risk.SessionRisk.Origin;
import dev.mandate.events.risk.SessionRisk.SeenIdentifier;
import dev.mandate.provenance.CallFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

/** What was made before there were bounds, or by a bug, and is more than can be written. */
class UnwritableStateTest {
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
        var records = new ArrayList<Record<byte[], byte[]>>();
        new SessionWriter(SessionWriter.store().build()).write(risk, 0, records::add);
        assertThat(records).hasSize(1);
        var record = records.get(0);
        assertThat(record.value().length).isLessThan(10_000);
        var written = EventJson.mapper().readValue(record.value(), SessionRisk.class);
        assertThat(written.calls()).isEqualTo(9);
        assertThat(written.level()).isEqualTo(SessionRisk.Level.LOW);
        var facts =
                CallFacts.of(written, "mail.send", Set.of(ToolLabel.EGRESS), true, Map.of("to", "grace@own.example"));
        assertThat(facts.strangers()).hasSize(1);
        assertThat(facts.unusual()).isTrue();
    }
}
