package dev.mandate.audit.findings;

import dev.mandate.audit.engine.bounds.Fingerprint;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;

/** What people said last of what one rule finds in one group; a lift ends it at once. */
@Entity
@Table(name = "suppression")
@SuppressWarnings("NullAway.Init")
class SuppressionRow {
    @Id
    String id;

    long revision;

    Instant until;

    @Column(name = "said_by")
    String saidBy;

    String reason;

    static String id(String rule, Map<String, String> group) {
        var parts = new ArrayList<String>();
        parts.add(rule);
        new TreeMap<>(group).forEach((name, value) -> {
            parts.add(name);
            parts.add(value);
        });
        return Fingerprint.of(parts.toArray(String[]::new));
    }
}
