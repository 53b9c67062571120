package dev.mandate.authz.publishing;

import dev.mandate.messaging.publishing.ArtifactStore;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Map;

@Singleton
class PolicyStore extends ArtifactStore<PolicySetRow, PolicyVersionRow, PolicyChangeRow> {
    PolicyStore() {
        super(PolicySetRow.class, PolicyVersionRow.class, PolicyChangeRow.class);
    }

    Uni<PolicySetRow> lockedOrNew(String set) {
        return lockedOrNew(
                        set, "insert into policy_set (name) values (:name) on conflict do nothing", Map.of("name", set))
                .onItem()
                .ifNull()
                .failWith(() -> new IllegalStateException("no row for " + set));
    }

    Uni<PolicyTextRow> text(PolicyVersionRow version) {
        return session(session -> session.find(PolicyTextRow.class, version.id()));
    }
}
