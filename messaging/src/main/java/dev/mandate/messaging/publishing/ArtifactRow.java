package dev.mandate.messaging.publishing;

import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import org.jspecify.annotations.Nullable;

/** Which versions of an artifact count. Taken {@code FOR UPDATE} by whoever publishes a version of it or changes what counts. */
@MappedSuperclass
@SuppressWarnings("NullAway.Init")
public abstract class ArtifactRow {
    @Id
    protected String id;

    /** Of the newest change; 0 until there is one. */
    protected long revision;

    @Nullable
    protected Long active;

    @Nullable
    protected Long shadow;

    public String id() {
        return id;
    }

    /** As people call it. */
    public String name() {
        return id;
    }

    public long revision() {
        return revision;
    }

    public @Nullable Long active() {
        return active;
    }

    public @Nullable Long shadow() {
        return shadow;
    }

    public ActiveVersion activeVersion() {
        return new ActiveVersion(active, false);
    }

    /** An artifact that can be retired keeps that too. */
    protected void activate(ActiveVersion current) {
        active = current.version();
    }

    final void become(ChangePlan plan) {
        activate(plan.after());
        shadow = plan.shadowAfter();
        revision++;
    }
}
