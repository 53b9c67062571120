package dev.mandate.audit.risk;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.audit.sigma.Level;
import dev.mandate.audit.sigma.Rule;
import dev.mandate.events.cloudevents.DeadLetter;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.events.ids.FindingId;
import dev.mandate.events.risk.FindingEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Raises a finding for each record that repeats the id of another one with other content: someone rewrites facts. */
final class ConflictingDuplicates extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
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

    private static final String WANTED =
            Unreadable.Reason.CONFLICTING_DUPLICATE.name().toLowerCase(Locale.ROOT);

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (!WANTED.equals(header(record, DeadLetter.REASON))) return;
        var source = header(record, "ce_source");
        var id = header(record, "ce_id");
        var origin = header(record, DeadLetter.ORIGIN);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("source", source);
        data.put("id", id);
        data.put("origin", origin);
        data.put("deadLetters", context().recordMetadata().map(it -> it.topic()).orElse(""));
        var finding = Findings.finding(
                new FindingId(FindingId.PREFIX + Fingerprint.of(RULE.id(), RULE.version(), origin)),
                RULE,
                at(record),
                RULE.title() + ": " + source + " repeated " + id + " at " + origin,
                List.of(new FindingEvent.Evidence(origin, data)),
                new FindingEvent.Unmapped(
                        null,
                        null,
                        List.of(),
                        null,
                        "Ask who runs the source; compare the dead letter with the trail."));
        context().forward(Findings.record(finding, null, record.timestamp()));
    }

    private static Instant at(Record<byte[], byte[]> record) {
        try {
            return Instant.parse(header(record, DeadLetter.AT));
        } catch (DateTimeParseException e) {
            return Instant.ofEpochMilli(record.timestamp());
        }
    }

    private static String header(Record<byte[], byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), UTF_8);
    }
}
