package dev.mandate.identity;

import dev.mandate.events.hr.WorkerAttributes;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.IdentityState.Status;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.WorkerEvent;
import java.time.Instant;
import java.util.UUID;

/** People who join, leave and come back, as lifecycle tells it. */
record Workforce(IdentityId id, String employeeId, String email) {
    static Workforce joins(String givenName) {
        var number = UUID.randomUUID().toString();
        var worker = new Workforce(IdentityId.nextPerson(), "E-" + number, givenName + "." + number + "@corp.example");
        Topics.publish(new WorkerEvent.Joined(
                worker.id, worker.employeeId, Instant.now().minusSeconds(60), worker.attributes(givenName)));
        worker.awaitStatus(Status.ACTIVE, 1);
        return worker;
    }

    IdentityState leaves() {
        Topics.publish(new WorkerEvent.Left(id, employeeId, Instant.now()));
        return awaitStatus(Status.DISABLED, 2);
    }

    IdentityState isRehired(long revision) {
        Topics.publish(new WorkerEvent.Rehired(id, employeeId, Instant.now(), attributes("Ada")));
        return awaitStatus(Status.ACTIVE, revision);
    }

    IdentityState awaitStatus(Status status, long revision) {
        return Topics.awaitOn(
                IdentityState.FAMILY,
                state -> state.identity().equals(id) && state.status() == status && state.revision() >= revision);
    }

    WorkerAttributes attributes(String givenName) {
        return new WorkerAttributes(givenName, "Example", email, "finance", "Clerk", "GB", null);
    }
}
