package dev.mandate.identity.workloads.imported;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which account in another system a workload was made of, and what the file said last that may change. */
@Entity
@Table(name = "imported_workloads")
@SuppressWarnings("NullAway.Init")
class ImportedRow {
    @Id
    @Column(name = "workload_id")
    String workloadId;

    String system;

    @Column(name = "external_id")
    String externalId;

    /** Whom the file named, as far as that was an active person. */
    @Column(name = "owner_id")
    @Nullable
    String ownerId;

    @Column(name = "ends_at")
    @Nullable
    Instant endsAt;

    @Column(name = "last_used_at")
    @Nullable
    Instant lastUsedAt;

    /** The names of what it says otherwise than before. */
    List<String> take(ImportLine line, @Nullable String owner) {
        var changed = new ArrayList<String>();
        if (owner != null && !owner.equals(ownerId)) {
            ownerId = owner;
            changed.add("owner");
        }
        if (!Objects.equals(endsAt, kept(line.end()))) {
            endsAt = kept(line.end());
            changed.add("end");
        }
        if (!Objects.equals(lastUsedAt, kept(line.lastUsed()))) {
            lastUsedAt = kept(line.lastUsed());
            changed.add("lastUsed");
        }
        return changed;
    }

    private static @Nullable Instant kept(@Nullable Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.MILLIS);
    }
}
