package dev.mandate.authz.publishing;

import dev.mandate.authz.engine.entities.Directory;
import dev.mandate.events.identity.IdentityState.Status;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.AccessState.Employment;
import dev.mandate.events.lifecycle.MandateRole;
import dev.mandate.messaging.proposals.Approvers;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Collectors;

/** Who may stand for what needs two people, by what is known here of identities and their access. */
@ApplicationScoped
class ApproversByRole implements Approvers {
    private final Directory directory;
    private final InstantSource clock;

    ApproversByRole(Directory directory, InstantSource clock) {
        this.directory = directory;
        this.clock = clock;
    }

    @Override
    public Uni<Set<IdentityId>> among(Set<IdentityId> people) {
        var now = clock.instant();
        return Uni.createFrom()
                .item(people.stream().filter(person -> stands(person, now)).collect(Collectors.toSet()));
    }

    private boolean stands(IdentityId person, Instant now) {
        var identity = directory.identities().get(person.value()).state();
        var access = directory.access().get(person.value()).state();
        return identity != null
                && identity.status() == Status.ACTIVE
                && access != null
                && access.employment() == Employment.ACTIVE
                && access.employmentNumber() == identity.employmentNumber()
                && MandateRole.mayApprove(access.grants(), now);
    }
}
