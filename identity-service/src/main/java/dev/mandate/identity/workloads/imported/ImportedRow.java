package dev.mandate.identity.workloads.imported;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
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

    /**
     * The names of what it says otherwise than before. What it leaves out it says nothing of.
     *
     * @param owner whom it names; null where he isn't asked
     * @param end that counts from now on; null where it says none, or none that counts
     */
    List<String> take(ImportLine line, @Nullable String owner, @Nullable Instant end) {
        var changed = new ArrayList<String>();
        if (owner != null && !owner.equals(ownerId)) {
            ownerId = owner;
            changed.add("owner");
        }
        if (end != null && !end.equals(endsAt)) {
            endsAt = end;
            changed.add("end");
        }
        if (line.lastUsed() != null && !Objects.equals(lastUsedAt, line.lastUsed())) {
            lastUsedAt = line.lastUsed();
            changed.add("lastUsed");
        }
        return changed;
    }

    /** Whether the end that it says is the one that the file was followed in last. */
    boolean ends(ImportLine line) {
        return line.end() == null || line.end().equals(endsAt);
    }
}
