package dev.mandate.identity.keys;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.List;
import java.util.function.UnaryOperator;

@ApplicationScoped
class SigningKeyStore implements PanacheRepositoryBase<SigningKeyRow, String> {
    @Produces
    SealedColumn sealed() {
        return new SealedColumn("signing_keys", "id", "private_sealed", SealedFor.SIGNING, UnaryOperator.identity());
    }

    /** In the order in which they sign; deleted ones too. */
    Uni<List<SigningKeyRow>> inOrder() {
        return list("ORDER BY signsFrom, id");
    }

    /**
     * What retired ones signed says nothing any more. Rows that were read before don't show it. Apart from those that are revoked with
     * them: Hibernate Reactive fails at a batch of rows of which not the same columns change.
     */
    Uni<Integer> revokeRetired() {
        return update("publicJwk = ?1 WHERE deletedAt IS NOT NULL", SigningKeyRow.NO_KEY);
    }

    /** Until the transaction ends no other replica makes or deletes a key. */
    Uni<Void> lockOutOthers() {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("LOCK TABLE signing_keys IN SHARE ROW EXCLUSIVE MODE")
                        .executeUpdate())
                .replaceWithVoid();
    }
}
