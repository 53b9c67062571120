package dev.mandate.messaging.publishing;

import jakarta.persistence.Column;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A change that was made, which never changes itself. */
@MappedSuperclass
@SuppressWarnings("NullAway.Init")
public abstract class ChangeRow {
    /** {@code <artifact>/<revision>} */
    @Id
    protected String id;

    @Column(updatable = false)
    protected String artifact;

    @Column(updatable = false)
    protected long revision;

    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    protected ArtifactChange.Kind kind;

    @Column(updatable = false)
    @Nullable
    protected Long version;

    @Column(updatable = false)
    protected String author;

    @Column(updatable = false)
    protected Instant at;

    public ChangeFacts facts() {
        return new ChangeFacts(revision, kind, version, author, at);
    }

    final void record(ArtifactRow changed, ChangePlan plan, String author, Instant at) {
        this.id = changed.id + "/" + changed.revision;
        this.artifact = changed.id;
        this.revision = changed.revision;
        this.kind = plan.change().kind();
        this.version = kind.ofShadow() ? plan.shadowAfter() : plan.after().version();
        this.author = author;
        this.at = at;
    }
}
