package dev.mandate.identity.heldback;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Puts attempts that nobody looked at on record, once a minute. */
@ApplicationScoped
class HeldBackSweep {
    private final HeldBackSignIns heldBack;

    HeldBackSweep(HeldBackSignIns heldBack) {
        this.heldBack = heldBack;
    }

    @Scheduled(every = "${mandate.held-back-sign-ins-told-every:1m}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return heldBack.tell();
    }
}
