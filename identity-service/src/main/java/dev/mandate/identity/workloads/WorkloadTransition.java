package dev.mandate.identity.workloads;

import dev.mandate.events.identity.WorkloadFacts.Status;
import dev.mandate.messaging.result.Result;
import java.util.Optional;
import java.util.Set;

/** What can be done to a workload by hand; whatever isn't named here is illegal. */
public enum WorkloadTransition {
    /** Puts into use. */
    ACTIVATE(true, Status.ACTIVE, Status.STAGED),
    /** Also one that nobody answers for: then it doesn't go on as soon as somebody does. */
    SUSPEND(false, Status.SUSPENDED, Status.ACTIVE, Status.SUSPENDED),
    RESUME(true, Status.ACTIVE, Status.SUSPENDED),
    /** For good. */
    RETIRE(false, Status.RETIRED, Status.ACTIVE, Status.SUSPENDED),
    /** What was never used, or is retired. */
    DELETE(false, Status.DELETED, Status.STAGED, Status.RETIRED);

    private final boolean needsOwner;
    private final Status to;
    private final Set<Status> from;

    WorkloadTransition(boolean needsOwner, Status to, Status... from) {
        this.needsOwner = needsOwner;
        this.to = to;
        this.from = Set.of(from);
    }

    /**
     * Where it leads.
     *
     * @param answeredFor whether somebody answers for the workload now
     */
    Result<Status, WorkloadRefusal> from(Status status, boolean answeredFor) {
        Optional<WorkloadRefusal> against = from.contains(status)
                ? Optional.<WorkloadRefusal>of(new WorkloadRefusal.NobodyAnswers())
                        .filter(ignored -> needsOwner && !answeredFor)
                : Optional.of(new WorkloadRefusal.IllegalTransition(status, this));
        return Result.unless(against, to);
    }
}
