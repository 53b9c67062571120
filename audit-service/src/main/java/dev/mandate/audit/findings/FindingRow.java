package dev.mandate.audit.findings;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.risk.FindingEvent;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "finding")
@SuppressWarnings("NullAway.Init")
class FindingRow {
    @Id
    String uid;

    @Column(updatable = false)
    String rule;

    @Nullable
    String session;

    String[] agents;

    @Nullable
    String person;

    int status;

    boolean shadow;

    /** How far the risk job had told it; the column is older than matches that are taken back. */
    @Column(name = "matches")
    int revision;

    @Column(columnDefinition = "text")
    String payload;

    FindingEvent finding() {
        try {
            return EventJson.mapper().readValue(payload, FindingEvent.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a finding that nobody can read", e);
        }
    }

    void take(FindingEvent finding) {
        uid = finding.findingInfo().uid().value();
        rule = finding.findingInfo().analytic().uid();
        session = finding.unmapped().session();
        agents = finding.unmapped().agents().toArray(String[]::new);
        person = finding.unmapped().person();
        status = finding.statusId();
        shadow = finding.shadow();
        try {
            payload = EventJson.mapper().writeValueAsString(finding);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a finding that can't be written as JSON", e);
        }
    }
}
