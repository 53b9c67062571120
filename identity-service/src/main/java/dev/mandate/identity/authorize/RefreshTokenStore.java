package dev.mandate.identity.authorize;

import dev.mandate.identity.keys.RandomSecret;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A row is read after the lock on its authorization.
 *
 * <p>Those of tasks have another name: replicas of versions in which only agents had tasks run beside these while they are replaced, and
 * would give the person's own token for one, without the task's bounds. So they find none, and the client leads its person to the page.
 */
@ApplicationScoped
class RefreshTokenStore implements PanacheRepositoryBase<RefreshTokenRow, String> {
    private static final String DELETE_OLDEST = """
            DELETE FROM refresh_tokens WHERE token_hash IN (
                SELECT token_hash FROM refresh_tokens WHERE authorization_id = :authorization
                ORDER BY created_at DESC OFFSET :kept)""";

    private static final String OF_TASK = "task ";

    /** Under which a token is kept. */
    static String name(String token, boolean ofTask) {
        var hash = HexFormat.of().formatHex(RandomSecret.hash(token));
        return ofTask ? OF_TASK + hash : hash;
    }

    /** Null for one that we never gave, or gave too long ago. */
    Uni<RefreshTokenRow> of(String token) {
        return find("tokenHash IN ?1", List.of(name(token, false), name(token, true)))
                .firstResult();
    }

    /** Which authorization one belongs to, without reading the row; empty for one that we never gave. */
    Uni<Optional<String>> authorizationOf(String token) {
        return Panache.getSession()
                .chain(session -> session.<String>createNativeQuery(
                                "SELECT authorization_id FROM refresh_tokens WHERE token_hash IN (:hash, :ofTask)")
                        .setParameter("hash", name(token, false))
                        .setParameter("ofTask", name(token, true))
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
