package dev.mandate.lifecycle.workers;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** What follows from a worker's standing; implemented by the access feature. All calls are within one transaction. */
public interface WorkerAccess {
    /** Call first, before any worker is locked: nobody changes what birthrights depend on until the transaction ends. */
    Uni<Void> begin();

    /**
     * Publishes the access of those whose standing or grants have changed.
     *
     * @param workers all locked
     * @return the same workers in the same order, with the new revision where one was published
     */
    Uni<List<Worker>> refresh(List<Look> workers);

    /**
     * A worker to look at.
     *
     * @param changed the standing is another than the one last published
     */
    record Look(Worker worker, boolean changed) {}
}
