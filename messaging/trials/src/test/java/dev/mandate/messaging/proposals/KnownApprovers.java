package dev.mandate.messaging.proposals;

import dev.mandate.events.ids.IdentityId;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Everybody but those who are gone. */
@Singleton
class KnownApprovers implements Approvers {
    final Set<String> gone = ConcurrentHashMap.newKeySet();

    @Override
    public Uni<Set<IdentityId>> among(Set<IdentityId> people) {
        var there = new HashSet<>(people);
        there.removeIf(person -> gone.contains(person.value()));
        return Uni.createFrom().item(there);
    }
}
