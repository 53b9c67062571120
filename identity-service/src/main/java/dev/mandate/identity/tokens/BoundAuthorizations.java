package dev.mandate.identity.tokens;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** By which key an application came for its first token: the others are for whoever has it. Needs a transaction. */
@ApplicationScoped
class BoundAuthorizations {
    /** Whose key. */
    enum By {
        /** That of the tokens of one that can keep no secret, by DPoP. */
        PROOF("bound_authorizations"),
        /** That of which an attester spoke. */
        ATTESTATION("attested_authorizations");

        private final String table;

        By(String table) {
            this.table = table;
        }
    }

    /**
     * Binds it, where it isn't bound yet.
     *
     * @param key thumbprint of the key that was proved
     * @return false if it is bound to another
     */
    Uni<Boolean> bind(By by, String authorization, String key) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "INSERT INTO " + by.table + " (authorization_id, key_thumbprint) VALUES (?1, ?2)"
                                        + " ON CONFLICT (authorization_id) DO UPDATE SET key_thumbprint = excluded.key_thumbprint"
                                        + " WHERE " + by.table + ".key_thumbprint = excluded.key_thumbprint")
                        .setParameter(1, authorization)
                        .setParameter(2, key)
                        .executeUpdate())
                .map(written -> written == 1);
    }

    Uni<Boolean> isBound(By by, String authorization) {
        return Panache.getSession()
                .chain(session -> session.<Long>createNativeQuery(
                                "SELECT count(*) FROM " + by.table + " WHERE authorization_id = ?1")
                        .setParameter(1, authorization)
                        .getSingleResult())
                .map(count -> count > 0);
    }
}
