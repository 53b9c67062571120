package dev.mandate.identity.keys;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

@ApplicationScoped
class SigningKeyStore implements PanacheRepositoryBase<SigningKeyRow, String> {
    Uni<List<SigningKeyRow>> oldestFirst() {
        return list("ORDER BY createdAt, id");
    }

    /** Of two replicas that start on an empty database, one makes the key. */
    Uni<Void> lockOutOthers() {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("LOCK TABLE signing_keys IN SHARE ROW EXCLUSIVE MODE")
                        .executeUpdate())
                .replaceWithVoid();
    }
}
