package dev.mandate.identity.authorize;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** A row is read after the lock on its authorization. */
@ApplicationScoped
class RefreshTokenStore implements PanacheRepositoryBase<RefreshTokenRow, String> {
    private static final String DELETE_OLDEST = """
            DELETE FROM refresh_tokens WHERE token_hash IN (
                SELECT token_hash FROM refresh_tokens WHERE authorization_id = :authorization
                ORDER BY created_at DESC OFFSET :kept)""";

    /** Which authorization one belongs to, without reading the row; empty for one that we never gave. */
    Uni<Optional<String>> authorizationOf(String hash) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "SELECT authorization_id FROM refresh_tokens WHERE token_hash = :hash", String.class)
                        .setParameter("hash", hash)
                        .getSingleResultOrNull())
                .map(Optional::ofNullable);
    }

    /** All but so many of the newest of an authorization, which is locked. */
    Uni<Void> deleteOldest(String authorization, int kept) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(DELETE_OLDEST)
                        .setParameter("authorization", authorization)
                        .setParameter("kept", kept)
                        .executeUpdate())
                .replaceWithVoid();
    }
}
