package dev.mandate.authz.publishing;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

@Entity
@Table(name = "policy_text")
@SuppressWarnings("NullAway.Init")
class PolicyTextRow {
    @Id
    String id;

    @Column(updatable = false)
    String sources;

    @Column(updatable = false)
    String compiled;

    protected PolicyTextRow() {}

    PolicyTextRow(String id, Candidate candidate) {
        this.id = id;
        this.sources = candidate.submission().json();
        this.compiled = candidate.json();
    }
}
