package dev.mandate.audit.engine.calls;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.mandate.audit.engine.attestation.AttestationStatus;
import dev.mandate.audit.engine.bounds.Bounds;
import dev.mandate.audit.engine.bounds.Text;
import dev.mandate.audit.engine.sigma.correlation.types.EventFields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An action as rules see it.
 *
 * @param id made of the CloudEvent's source and id, at most 128 bytes
 * @param at when it happened, never ahead of the moment it was read
 * @param fields by dotted name; each value a text, number or truth value
 */
public record RiskEvent(String id, Instant at, Map<String, List<Object>> fields) implements EventFields {
    @Override
    public List<Object> values(String field) {
        return fields.getOrDefault(field, List.of());
    }

    /** But for our own words about destinations, which nobody told. */
    @Override
    public Collection<List<Object>> everything() {
        var told = new LinkedHashMap<>(fields);
        told.remove(RiskFields.DESTINATIONS);
        return told.values();
    }

    /** The first value as text; empty if the event has none. */
    @JsonIgnore
    public String text(String field) {
        var values = values(field);
        return values.isEmpty() ? "" : values.get(0).toString();
    }

    /** A decision of its session speaks for it; without one it may raise findings and restrict nobody. */
    @JsonIgnore
    public boolean attested() {
        return AttestationStatus.attested(text(RiskFields.STANDING));
    }

    /** It counts against its session, though it need not count for it. */
    @JsonIgnore
    public boolean restricts() {
        return AttestationStatus.restricts(text(RiskFields.STANDING));
    }

    /** Null where it rests on none. */
    @JsonIgnore
    public @Nullable Approval approval() {
        var id = text(RiskFields.APPROVAL);
        return id.isEmpty()
                ? null
                : new Approval(
                        id,
                        text(RiskFields.STANDING).equals(AttestationStatus.ALLOWED.text()),
                        text(RiskFields.UNSEEN).isEmpty());
    }

    /** What differs from its decision must not take back what was found: forged altogether, it is in groups of its own. */
    @Override
    public boolean mayCancel() {
        return attested() || !restricts();
    }

    /** What a finding shows of it. */
    public RiskEvent evidence() {
        var kept = new LinkedHashMap<String, List<Object>>();
        for (var field : RiskFields.EVIDENCE) {
            var values = fields.get(field);
            if (values != null) kept.put(field, shown(field, values));
        }
        return new RiskEvent(id, at, kept);
    }

    /** Mostly the values are as they are shown: this is asked of each event that a rule keeps. */
    private static List<Object> shown(String field, List<Object> values) {
        int most = RiskFields.NAMED.contains(field) ? Bounds.EVIDENCE_NAME : Bounds.EVIDENCE_VALUE;
        int count = field.equals(RiskFields.LABELS) ? values.size() : Math.min(values.size(), Bounds.EVIDENCE_VALUES);
        boolean same = count == values.size();
        var shown = new ArrayList<Object>(count);
        for (var value : values.subList(0, count)) {
            var its = value instanceof String text ? Text.shown(text, most) : value;
            same &= its == value;
            shown.add(its);
        }
        return same ? values : shown;
    }
}
