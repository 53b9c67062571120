package dev.mandate.audit.risk;

import dev.mandate.audit.sigma.Level;
import dev.mandate.audit.sigma.Match;
import dev.mandate.audit.sigma.Rule;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.ids.FindingId;
import dev.mandate.events.risk.FindingEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Writes matches as OCSF Detection Findings: the same match is the same finding, byte for byte. */
final class Findings {
    static final String SOURCE = "urn:mandate:audit";

    private static final String OCSF = "1.8.0";
    private static final int MAX_DOMAINS = 8;
    private static final int MAX_EVIDENCES = 32;

    private Findings() {}

    static FindingEvent of(Match match, List<RiskEvent> events) {
        var rule = match.rule();
        var first = match.events().get(0).id();
        var last = match.events().get(match.events().size() - 1).at();
        return finding(
                new FindingId(FindingId.PREFIX
                        + Fingerprint.of(rule.version(), match.group().encoded(), first)),
                rule,
                last,
                rule.title() + ": " + story(events),
                events.stream().limit(MAX_EVIDENCES).map(Findings::evidence).toList(),
                unmapped(rule, events));
    }

    static FindingEvent finding(
            FindingId id,
            Rule rule,
            Instant at,
            String message,
            List<FindingEvent.Evidence> evidences,
            FindingEvent.Unmapped unmapped) {
        return new FindingEvent(
                FindingEvent.CREATE,
                FindingEvent.CATEGORY,
                FindingEvent.CLASS,
                FindingEvent.CLASS * 100L + FindingEvent.CREATE,
                at.toEpochMilli(),
                severity(rule.level()),
                1,
                2,
                true,
                message,
                new FindingEvent.Metadata(OCSF, new FindingEvent.Metadata.Product("Mandate", "Mandate")),
                new FindingEvent.FindingInfo(
                        id,
                        rule.title(),
                        rule.description(),
                        new FindingEvent.Analytic(rule.id(), rule.title(), rule.version(), 1),
                        at.toEpochMilli(),
                        rule.tags()),
                evidences,
                unmapped);
    }

    static Record<byte[], byte[]> record(FindingEvent finding, @Nullable String traceparent, long timestamp) {
        var envelope = new Envelope<>(
                SOURCE,
                finding.findingInfo().uid().value(),
                Instant.ofEpochMilli(finding.time()),
                finding,
                traceparent);
        var wire = CloudEventCodec.encode(FindingEvent.FAMILY, envelope);
        return new Record<>(wire.key(), wire.value(), timestamp, Wire.headers(wire));
    }

    private static int severity(Level level) {
        return level.ordinal() + 1;
    }

    private static String story(List<RiskEvent> events) {
        return events.stream()
                .limit(8)
                .map(event -> event.text(RiskFields.AGENT) + " called " + event.text(RiskFields.TOOL) + to(event))
                .collect(Collectors.joining(", then "));
    }

    private static String to(RiskEvent event) {
        return event.values(RiskFields.DOMAIN).isEmpty() ? "" : " towards " + event.text(RiskFields.DOMAIN);
    }

    private static FindingEvent.Evidence evidence(RiskEvent event) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("tool", event.text(RiskFields.TOOL));
        data.put("labels", event.values(RiskFields.LABELS));
        data.put("agent", event.text(RiskFields.AGENT));
        data.put("time", event.at().toString());
        data.put("source", event.text(RiskFields.SOURCE));
        data.put("id", event.text(RiskFields.ID));
        if (!event.text(RiskFields.DECISION).isEmpty()) data.put("decision", event.text(RiskFields.DECISION));
        if (!event.text(RiskFields.DELEGATION).isEmpty()) data.put("delegation", event.text(RiskFields.DELEGATION));
        var recipients = event.values(RiskFields.DOMAIN);
        if (!recipients.isEmpty())
            data.put("recipientDomains", recipients.stream().limit(MAX_DOMAINS).toList());
        return new FindingEvent.Evidence(event.text(RiskFields.TOOL), data);
    }

    private static FindingEvent.Unmapped unmapped(Rule rule, List<RiskEvent> events) {
        return new FindingEvent.Unmapped(
                last(events, RiskFields.SESSION),
                last(events, RiskFields.DELEGATION),
                events.stream()
                        .map(event -> event.text(RiskFields.AGENT))
                        .distinct()
                        .toList(),
                last(events, RiskFields.PERSON),
                "Ask the accountable person whether the task called for this; revoke the delegation if not."
                        + (rule.falsePositives().isEmpty()
                                ? ""
                                : " Harmless where: " + String.join("; ", rule.falsePositives())));
    }

    private static @Nullable String last(List<RiskEvent> events, String field) {
        String last = null;
        for (var event : events) if (!event.values(field).isEmpty()) last = event.text(field);
        return last;
    }
}
