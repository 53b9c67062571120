package dev.mandate.authz.publishing;

import dev.mandate.events.authz.PolicyRecord;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "policy_version")
@SuppressWarnings("NullAway.Init")
class PolicyVersionRow {
    @Id
    String id;

    @Column(name = "set_name", updatable = false)
    String set;

    @Column(updatable = false)
    long version;

    @Column(name = "source_digest", updatable = false)
    String sourceDigest;

    @Column(updatable = false)
    String digest;

    @Column(updatable = false)
    int parts;

    @Column(updatable = false)
    int policies;

    @Column(updatable = false)
    int tests;

    @Column(updatable = false)
    String author;

    @Column(updatable = false)
    @Nullable
    String comment;

    @Column(name = "published_at", updatable = false)
    Instant publishedAt;

    static String idOf(String set, long version) {
        return set + "/" + version;
    }

    PolicyRecord.Version asActivated() {
        return new PolicyRecord.Version(version, parts, digest);
    }

    PolicySets.VersionFacts facts() {
        return new PolicySets.VersionFacts(set, version, sourceDigest, policies, tests, author, comment, publishedAt);
    }
}
