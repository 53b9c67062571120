package dev.mandate.identity.workloads;

import io.smallrye.mutiny.Uni;

/** Of which account in another system a workload was made. */
public interface Origins {
    /** It is known no more. Needs a transaction, and the lock on the workload. */
    Uni<Void> forget(String workload);
}
