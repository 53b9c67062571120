package dev.mandate.identity.tokens;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** By which key an application that can keep no secret came for its first token: the others are for whoever has it. Needs a transaction. */
@ApplicationScoped
class BoundAuthorizations {
    /**
     * Binds it, where it isn't bound yet.
     *
     * @param key thumbprint of the key that was proved
     * @return false if it is bound to another
     */
    Uni<Boolean> bind(String authorization, String key) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "INSERT INTO bound_authorizations (authorization_id, key_thumbprint) VALUES (?1, ?2)"
                                        + " ON CONFLICT (authorization_id) DO UPDATE SET key_thumbprint = excluded.key_thumbprint"
                                        + " WHERE bound_authorizations.key_thumbprint = excluded.key_thumbprint")
                        .setParameter(1, authorization)
                        .setParameter(2, key)
                        .executeUpdate())
                .map(written -> written == 1);
    }

    Uni<Boolean> isBound(String authorization) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "SELECT count(*) FROM bound_authorizations WHERE authorization_id = ?1", Long.class)
                        .setParameter(1, authorization)
                        .getSingleResult())
                .map(count -> count > 0);
    }
}
