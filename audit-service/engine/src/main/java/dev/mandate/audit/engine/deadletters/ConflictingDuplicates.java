package dev.mandate.audit.engine.deadletters;

import dev.mandate.audit.engine.bounds.Fingerprint;
import dev.mandate.audit.engine.incidents.FindingRecord;
import dev.mandate.audit.engine.incidents.Findings;
import dev.mandate.audit.engine.sigma.correlation.types.Level;
import dev.mandate.audit.engine.sigma.correlation.types.Rule;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.events.ids.FindingId;
import dev.mandate.events.risk.FindingEvent;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Raises a finding for each record that repeats the id of another one with other content: someone rewrites facts. */
public final class ConflictingDuplicates extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
    static final Rule RULE = new Rule(
            "conflicting-duplicate",
            "1",
            "Two events with one id and different content",
            "A source sent an event whose source and id were seen before, with other content. The first one counts.",
            Level.HIGH,
            List.of(),
            List.of("An upstream system that numbers its events anew after a restore"),
            List.of(),
            Duration.ZERO);

    @Override
    public void process(Record<byte[], byte[]> record) {
        var letter = DeadLetterDetails.of(record);
        if (!letter.because(Unreadable.Reason.CONFLICTING_DUPLICATE)) return;
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("source", letter.source());
        data.put("id", letter.id());
        data.put("origin", letter.origin());
        data.put("deadLetters", context().recordMetadata().map(it -> it.topic()).orElse(""));
        var finding = Findings.finding(
                new FindingId(FindingId.PREFIX + Fingerprint.of(RULE.id(), RULE.version(), letter.origin())),
                RULE,
                letter.at(),
                RULE.title() + ": " + letter.source() + " repeated " + letter.id() + " at " + letter.origin(),
                List.of(new FindingEvent.Evidence(letter.origin(), data)),
                new FindingEvent.Unmapped(
                        null,
                        null,
                        List.of(),
                        null,
                        "Ask who runs the source; compare the dead letter with the trail."));
        context().forward(FindingRecord.of(finding, null, record.timestamp()));
    }
}
