package dev.mandate.audit;

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

/** A person who may stand for what needs two, as lifecycle and identity tell of him. */
public record AppointedApprover(IdentityId id) {
    /** One who works here, with the role for another hour. */
    public static AppointedApprover appointed() {
        var approver = new AppointedApprover(IdentityId.nextPerson());
        approver.is(1, Status.ACTIVE);
        var until = Instant.now().plusSeconds(3_600);
        approver.has(1, Employment.ACTIVE, MandateRole.APPROVER.id(), until);
        return approver;
    }

    public String name() {
        return id.value();
    }

    public void isStopped() {
        is(2, Status.SUSPENDED);
    }

    /** Holds another role in place of the one for it. */
    public void isDismissed() {
        has(2, Employment.ACTIVE, "auditor", Instant.now().plusSeconds(3_600));
    }

    private void is(long revision, Status status) {
        Wires.send(
                IdentityState.FAMILY,
                IdentityState.person(id, "Ada Lovelace")
                        .revision(revision)
                        .status(status, status == Status.ACTIVE ? null : IdentityState.STOPPED + "under investigation")
                        .employeeId("4711")
                        .build());
    }

    private void has(long revision, Employment employment, String role, Instant until) {
        var grant = new Grant(GrantId.next(), role, Grant.Kind.GRANTED, Instant.EPOCH, until, "for the test");
        Wires.send(
                AccessState.FAMILY,
                new AccessState(
                        id,
                        revision,
                        false,
                        employment,
                        1,
                        Instant.EPOCH,
                        "4711",
                        new WorkerAttributes("Ada", "Lovelace", "ada@own.example", "Sales", "Lead", "DE", null),
                        List.of(grant)));
    }
}
