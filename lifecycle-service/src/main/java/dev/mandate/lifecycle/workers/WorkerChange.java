package dev.mandate.lifecycle.workers;

import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.AccessState.Employment;
import dev.mandate.events.lifecycle.WorkerEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one fold changed of a worker, and the facts that tell it.
 *
 * @param before null if nothing was known of him
 */
record WorkerChange(
        IdentityId identity, String employeeId, @Nullable WorkerSnapshot before, WorkerSnapshot after) {
    /** In the order in which they are to be read; what happened and was undone between two folds is told shortest. */
    List<WorkerEvent> facts() {
        var facts = new ArrayList<WorkerEvent>(2);
        if (after.state() == Employment.PENDING) return facts;
        var attributes = after.attributes();
        if (before == null || before.state() == Employment.PENDING) {
            facts.add(new WorkerEvent.Joined(identity, employeeId, after.employmentFrom(), attributes));
        } else if (before.employment() != after.employment()) {
            if (before.active()) facts.add(new WorkerEvent.Left(identity, employeeId, after.employmentFrom()));
            facts.add(new WorkerEvent.Rehired(identity, employeeId, after.employmentFrom(), attributes));
        } else if (after.active()) {
            facts.add(new WorkerEvent.Moved(identity, employeeId, after.changedAt(), attributes));
        }
        if (!after.active() && !isToldAlready())
            facts.add(new WorkerEvent.Left(identity, employeeId, after.changedAt()));
        return facts;
    }

    /** Who has left and is said to have by somebody else too hasn't left twice. */
    private boolean isToldAlready() {
        return before != null
                && before.state() == Employment.ENDED
                && before.employment() == after.employment()
                && before.changedAt().equals(after.changedAt());
    }
}
