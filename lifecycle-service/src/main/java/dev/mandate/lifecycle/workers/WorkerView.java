package dev.mandate.lifecycle.workers;

import dev.mandate.events.hr.WorkerAttributes;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.AccessState.Employment;
import dev.mandate.events.lifecycle.Grant;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A worker as the API shows him.
 *
 * @param revision of his record on {@code lifecycle.access.v1}
 * @param employmentFrom when the present (or last) employment began
 * @param source the HR system whose employee he is, as CloudEvents names it
 * @param endedBy directories that have adopted him and say that he doesn't work here, whatever his HR system says; each as a source
 * @param grants birthright and granted roles; each counts only within its own window
 */
record WorkerView(
        IdentityId identity,
        String employeeId,
        long revision,
        Employment employment,
        Instant employmentFrom,
        @Nullable String source,
        List<String> endedBy,
        WorkerAttributes attributes,
        List<Grant> grants) {
    static @Nullable WorkerView of(Worker worker) {
        var standing = worker.standing();
        if (standing == null) return null;
        return new WorkerView(
                worker.identity(),
                worker.employeeId(),
                worker.revision(),
                standing.state(),
                standing.employmentFrom(),
                worker.source(),
                List.copyOf(standing.endedBy()),
                standing.attributes(),
                worker.grants());
    }
}
