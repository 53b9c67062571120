package dev.mandate.identity.workloads;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Of which account in another system a workload was made. */
public interface Origins {
    /**
     * An account in another system, as a file of an administrator told of it last.
     *
     * @param system where it is
     * @param externalId its name there
     * @param lastUsed there; null where the file didn't say
     */
    record Origin(
            String system, String externalId, @Nullable Instant lastUsed) {}

    /** By workload; those that were made of none are left out. Needs a session. */
    Uni<Map<String, Origin>> of(Collection<String> workloads);

    /** It is known no more. Needs a transaction, and the lock on the workload. */
    Uni<Void> forget(String workload);
}
