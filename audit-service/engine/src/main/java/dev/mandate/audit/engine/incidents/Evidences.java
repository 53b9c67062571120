package dev.mandate.audit.engine.incidents;

import dev.mandate.audit.engine.bounds.Bounds;
import dev.mandate.audit.engine.calls.DestinationTold;
import dev.mandate.audit.engine.calls.RiskEvent;
import dev.mandate.audit.engine.calls.RiskFields;
import dev.mandate.events.risk.FindingEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a finding shows of the calls that it is about. */
final class Evidences {
    /** Whether a decision speaks for the call: a key of the evidence's data. */
    static final String STANDING = "standing";

    private Evidences() {}

    static String story(List<RiskEvent> events) {
        return events.stream()
                .limit(8)
                .map(event -> event.text(RiskFields.AGENT) + " called " + event.text(RiskFields.TOOL) + to(event)
                        + yes(event))
                .collect(Collectors.joining(", then "));
    }

    private static String to(RiskEvent event) {
        return event.values(RiskFields.DOMAIN).isEmpty() ? "" : " towards " + event.text(RiskFields.DOMAIN);
    }

    /** Who reads it need not ask whether anybody knew. */
    private static String yes(RiskEvent event) {
        var approval = event.approval();
        if (approval == null || !approval.given()) return "";
        return approval.ofCallsLikeIt() ? ", as a person agreed to calls like it" : ", to which a person had said yes";
    }

    static FindingEvent.Evidence of(RiskEvent event) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("tool", event.text(RiskFields.TOOL));
        data.put("labels", event.values(RiskFields.LABELS));
        data.put("agent", event.text(RiskFields.AGENT));
        data.put("session", event.text(RiskFields.SESSION));
        data.put("time", event.at().toString());
        data.put("source", event.text(RiskFields.SOURCE));
        data.put("id", event.text(RiskFields.ID));
        if (!event.text(RiskFields.DECISION).isEmpty()) data.put("decision", event.text(RiskFields.DECISION));
        if (!event.text(RiskFields.STANDING).isEmpty()) data.put(STANDING, event.text(RiskFields.STANDING));
        var approval = event.approval();
        if (approval != null) data.put("approval", Map.of("id", approval.id(), "given", approval.given()));
        if (!event.text(RiskFields.DELEGATION).isEmpty()) data.put("delegation", event.text(RiskFields.DELEGATION));
        var recipients = event.values(RiskFields.DOMAIN);
        if (!recipients.isEmpty()) data.put("recipientDomains", recipients);
        var strangers = event.values(RiskFields.STRANGERS);
        if (!strangers.isEmpty()) data.put("strangers", strangers);
        var destinations = destinations(event);
        if (!destinations.isEmpty()) data.put("destinations", destinations);
        if (!event.values(RiskFields.TASK).isEmpty()) data.put("task", event.text(RiskFields.TASK));
        if (!event.values(RiskFields.INCOMPLETE).isEmpty()) data.put("incomplete", true);
        return new FindingEvent.Evidence(event.text(RiskFields.TOOL), data);
    }

    private static List<Map<String, Object>> destinations(RiskEvent event) {
        return event.values(RiskFields.DESTINATIONS).stream()
                .limit(Bounds.EVIDENCE_DESTINATIONS)
                .flatMap(written -> DestinationTold.of(written.toString()).stream())
                .map(Evidences::destination)
                .toList();
    }

    private static Map<String, Object> destination(DestinationTold told) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("value", told.value());
        data.put("origin", told.originText());
        if (told.knownBy() != null) data.put("knownBy", told.knownBy().text());
        if (told.warned()) data.put("warned", true);
        data.put("why", told.why());
        return data;
    }

    /** Whom they are about; of what has changed among them, the last counts. */
    static FindingEvent.Unmapped about(List<RiskEvent> events) {
        return new FindingEvent.Unmapped(
                last(events, RiskFields.SESSION),
                last(events, RiskFields.DELEGATION),
                events.stream()
                        .map(event -> event.text(RiskFields.AGENT))
                        .distinct()
                        .toList(),
                last(events, RiskFields.PERSON),
                null);
    }

    private static @Nullable String last(List<RiskEvent> events, String field) {
        String last = null;
        for (var event : events) if (!event.values(field).isEmpty()) last = event.text(field);
        return last;
    }
}
