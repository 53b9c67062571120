package dev.mandate.audit.identities;

import dev.mandate.events.identity.IdentityState.Status;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.AccessState;
import dev.mandate.events.lifecycle.AccessState.Employment;
import dev.mandate.events.lifecycle.Grant;
import dev.mandate.events.lifecycle.MandateRole;
import dev.mandate.messaging.projection.StateListener;
import dev.mandate.messaging.projection.StateProjection;
import dev.mandate.messaging.projection.StateProjections;
import dev.mandate.messaging.proposals.Approvers;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Who may stand for what needs two people. Of everybody's access just that of the few who hold a role for it is kept. */
@ApplicationScoped
class ApproversByRole implements Approvers, StateListener<AccessState> {
    private final Map<String, Held> held = new ConcurrentHashMap<>();
    private final Accountable identities;
    private final InstantSource clock;
    private final StateProjection<AccessState> access;

    ApproversByRole(Accountable identities, StateProjections projections, InstantSource clock) {
        this.identities = identities;
        this.clock = clock;
        this.access = projections.of(AccessState.FAMILY, this);
    }

    /** @param employment by {@link AccessState#employmentNumber()} */
    private record Held(int employment, List<Grant> grants) {}

    void start(@Observes StartupEvent event) {
        access.start();
    }

    void stop(@Observes ShutdownEvent event) {
        access.close();
    }

    @Override
    public Uni<Set<IdentityId>> among(Set<IdentityId> people) {
        var now = clock.instant();
        return Uni.createFrom()
                .item(people.stream().filter(person -> stands(person, now)).collect(Collectors.toSet()));
    }

    private boolean stands(IdentityId person, Instant now) {
        var roles = held.get(person.value());
        return roles != null
                && MandateRole.mayApprove(roles.grants, now)
                && identities
                        .identity(person)
                        .filter(identity ->
                                identity.status() == Status.ACTIVE && identity.employmentNumber() == roles.employment)
                        .isPresent();
    }

    @Override
    public void applied(AccessState state) {
        var roles = state.grants().stream()
                .filter(grant -> MandateRole.isReserved(grant.role()))
                .toList();
        if (roles.isEmpty() || state.employment() != Employment.ACTIVE)
            held.remove(state.identity().value());
        else held.put(state.identity().value(), new Held(state.employmentNumber(), roles));
    }

    @Override
    public void unreadable(String key, String reason) {
        held.remove(key);
    }

    @Override
    public void removed(String key) {
        held.remove(key);
    }
}
