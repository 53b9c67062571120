package dev.mandate.audit.engine.incidents;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.mandate.audit.engine.bounds.Bounds;
import dev.mandate.audit.engine.bounds.Text;
import dev.mandate.audit.engine.records.Wire;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.risk.FindingEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Findings as they are written, within what their topic takes. */
public final class FindingRecord {
    private static final System.Logger LOG = System.getLogger(FindingRecord.class.getName());

    private FindingRecord() {}

    /** Of a finding that is told once. */
    public static Record<byte[], byte[]> of(FindingEvent finding, @Nullable String traceparent, long timestamp) {
        return of(finding, 1, traceparent, timestamp);
    }

    /**
     * The same telling of the same finding has the same id, so that consumers take a replayed one for what it is.
     *
     * @param revision grows with each telling of the finding
     */
    public static Record<byte[], byte[]> of(
            FindingEvent finding, int revision, @Nullable String traceparent, long timestamp) {
        var id = finding.findingInfo().uid().value();
        var envelope = new Envelope<>(
                Wire.SOURCE,
                revision == 1 ? id : id + "." + revision,
                Instant.ofEpochMilli(finding.time()),
                finding,
                traceparent);
        var json = json(finding);
        if (json.length > Bounds.FINDING) json = json(withoutDetails(finding));
        var wire = CloudEventCodec.encode(FindingEvent.FAMILY, envelope, json);
        return new Record<>(wire.key(), wire.value(), timestamp, Wire.headers(wire));
    }

    /** What no finding of ours needs, and a rule or evidence from before there were bounds may: whom it is about and how grave it is. */
    private static FindingEvent withoutDetails(FindingEvent finding) {
        LOG.log(
                System.Logger.Level.ERROR,
                "finding " + finding.findingInfo().uid() + " is told without details, it would be too large");
        var info = finding.findingInfo();
        return new FindingEvent(
                finding.activityId(),
                finding.categoryUid(),
                finding.classUid(),
                finding.typeUid(),
                finding.time(),
                finding.severityId(),
                finding.statusId(),
                null,
                finding.confidenceId(),
                finding.alert(),
                finding.count(),
                Text.shown(finding.message(), Bounds.FINDING_TITLE) + " (what it shows was too large to be told)",
                finding.metadata(),
                new FindingEvent.FindingInfo(
                        info.uid(),
                        info.title(),
                        null,
                        info.analytic(),
                        null,
                        info.createdTime(),
                        info.firstSeenTime(),
                        info.lastSeenTime(),
                        info.modifiedTime(),
                        List.of()),
                finding.evidences().stream()
                        .map(it -> new FindingEvent.Evidence(
                                Text.shown(it.name(), Bounds.RULE),
                                Map.of(
                                        FindingEvent.STANDING,
                                        String.valueOf(it.data().get(FindingEvent.STANDING)))))
                        .toList(),
                null,
                new FindingEvent.Unmapped(
                        finding.unmapped().session(),
                        finding.unmapped().delegation(),
                        List.of(),
                        finding.unmapped().person(),
                        null));
    }

    private static byte[] json(FindingEvent finding) {
        try {
            return EventJson.mapper().writeValueAsBytes(finding);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a finding that can't be written as JSON", e);
        }
    }
}
