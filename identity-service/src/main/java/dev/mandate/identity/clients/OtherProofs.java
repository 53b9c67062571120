package dev.mandate.identity.clients;

import io.smallrye.mutiny.Uni;

/** What proves who a workload is and isn't kept with its client: it goes with the secrets and keys. */
public interface OtherProofs {
    /** By none of these any more. Needs a transaction, and the lock on the workload. */
    Uni<Void> remove(String workload);
}
