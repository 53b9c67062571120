package dev.mandate.identity;

import dev.mandate.events.hr.HrEvent;
import dev.mandate.events.hr.WorkerAttributes;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.IdentityState.Status;
import dev.mandate.events.ids.GrantId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.AccessState;
import dev.mandate.events.lifecycle.AccessState.Employment;
import dev.mandate.events.lifecycle.Grant;
import dev.mandate.events.lifecycle.MandateRole;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** People who join, leave and come back, as lifecycle tells it. */
public record Workforce(
        IdentityId id,
        String employeeId,
        String email,
        @Nullable String managerEmployeeId) {
    public static Workforce joins(String givenName) {
        return joins(givenName, null);
    }

    /** @param manager to whom he reports; null for nobody */
    public static Workforce joins(String givenName, @Nullable Workforce manager) {
        var email = givenName + "." + UUID.randomUUID() + "@corp.example";
        return joins(givenName, email, manager == null ? null : manager.employeeId());
    }

    public static Workforce joins(String givenName, String email, @Nullable String managerEmployeeId) {
        var worker = new Workforce(IdentityId.nextPerson(), "E-" + UUID.randomUUID(), email, managerEmployeeId);
        worker.is(1, Employment.ACTIVE, 1, givenName);
        worker.awaitStatus(Status.ACTIVE, 1);
        return worker;
    }

    /** Lifecycle-service does what was said. */
    public static Workforce takenIn(HrEvent.Joined joined) {
        var person = new Workforce(
                Objects.requireNonNull(joined.identity()),
                joined.employeeId(),
                String.valueOf(joined.attributes().email()),
                joined.attributes().managerEmployeeId());
        Topics.publish(new AccessState(
                person.id(),
                1,
                false,
                Employment.ACTIVE,
                1,
                Instant.now(),
                person.employeeId(),
                joined.attributes(),
                List.of()));
        person.awaitStatus(Status.ACTIVE, 1);
        return person;
    }

    public IdentityState leaves() {
        is(2, Employment.ENDED, 1, "Ada");
        return awaitStatus(Status.DISABLED, 2);
    }

    public IdentityState isRehired(long revision) {
        is(3, Employment.ACTIVE, 2, "Ada");
        return awaitStatus(Status.ACTIVE, revision);
    }

    /** Publishes this revision of his access. */
    public void is(long revision, Employment employment, int number, String givenName) {
        Topics.publish(new AccessState(
                id, revision, false, employment, number, Instant.now(), employeeId, attributes(givenName), List.of()));
    }

    /** Was granted this role until then, in the second revision of his access. */
    public void holds(MandateRole role, Instant until) {
        holds(2, List.of(role.id()), until);
    }

    /** The same of these roles and none else, in a revision of his access. */
    public void holds(long revision, List<String> roles, Instant until) {
        var from = Instant.now().minusSeconds(60);
        var grants = roles.stream()
                .map(role -> new Grant(GrantId.next(), role, Grant.Kind.GRANTED, from, until, "for the test"))
                .toList();
        Topics.publish(new AccessState(
                id, revision, false, Employment.ACTIVE, 1, Instant.now(), employeeId, attributes("Ada"), grants));
    }

    /** An administrator stops him. */
    public void isStopped() {
        does("stop");
    }

    public void isResumed() {
        does("resume");
    }

    private void does(String act) {
        Api.as(Api.admin())
                .body(Map.of("reason", "it is tried"))
                .post("/identities/" + id + "/" + act)
                .then()
                .statusCode(200);
    }

    IdentityState awaitStatus(Status status, long revision) {
        return Topics.awaitOn(
                IdentityState.FAMILY,
                state -> state.identity().equals(id) && state.status() == status && state.revision() >= revision);
    }

    private WorkerAttributes attributes(String givenName) {
        return new WorkerAttributes(givenName, "Example", email, "finance", "Clerk", "GB", managerEmployeeId);
    }
}
