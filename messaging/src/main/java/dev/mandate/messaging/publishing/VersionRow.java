package dev.mandate.messaging.publishing;

import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A version, which never changes. */
@MappedSuperclass
@SuppressWarnings("NullAway.Init")
public abstract class VersionRow {
    /** {@code <artifact>/<version>} */
    @Id
    protected String id;

    @Column(updatable = false)
    protected String artifact;

    /** From 1. */
    @Column(updatable = false)
    protected long version;

    /** By which the same content is told. */
    @Column(updatable = false)
    protected String digest;

    /** How many it brought; all passed. */
    @Column(updatable = false)
    protected int tests;

    @Column(updatable = false)
    protected String author;

    @Column(updatable = false)
    @Nullable
    protected String comment;

    @Column(name = "published_at", updatable = false)
    protected Instant publishedAt;

    protected VersionRow() {}

    protected VersionRow(String digest, int tests) {
        this.digest = digest;
        this.tests = tests;
    }

    public String id() {
        return id;
    }

    public String artifact() {
        return artifact;
    }

    public long version() {
        return version;
    }

    public String digest() {
        return digest;
    }

    public int tests() {
        return tests;
    }

    public String author() {
        return author;
    }

    public @Nullable String comment() {
        return comment;
    }

    public Instant publishedAt() {
        return publishedAt;
    }

    static String idOf(String artifact, long version) {
        return artifact + "/" + version;
    }

    final void publish(String artifact, long version, String author, @Nullable String comment, Instant at) {
        this.id = idOf(artifact, version);
        this.artifact = artifact;
        this.version = version;
        this.author = author;
        this.comment = comment;
        this.publishedAt = at;
    }
}
