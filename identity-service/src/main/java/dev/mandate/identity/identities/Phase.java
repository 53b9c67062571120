package dev.mandate.identity.identities;

import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.WorkloadFacts;
import java.util.List;
import java.util.Locale;

/** How far a workload was brought by hand. Whether it acts while it is in use depends on who answers for it, too. */
enum Phase {
    STAGED,
    IN_USE,
    RETIRED,
    DELETED;

    /** Neither is its life over. */
    static final List<Phase> PRESENT = List.of(STAGED, IN_USE);

    /** Of a state. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @param standing of the identity */
    WorkloadFacts.Status status(IdentityState.Status standing) {
        return switch (this) {
            case STAGED -> WorkloadFacts.Status.STAGED;
            case IN_USE ->
                standing == IdentityState.Status.ACTIVE ? WorkloadFacts.Status.ACTIVE : WorkloadFacts.Status.SUSPENDED;
            case RETIRED -> WorkloadFacts.Status.RETIRED;
            case DELETED -> WorkloadFacts.Status.DELETED;
        };
    }
}
