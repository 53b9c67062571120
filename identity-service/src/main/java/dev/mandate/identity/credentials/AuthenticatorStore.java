package dev.mandate.identity.credentials;

import dev.mandate.identity.keys.SealedColumn;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;

/** Authenticator apps, and the recovery codes that go with them. */
@ApplicationScoped
class AuthenticatorStore implements PanacheRepositoryBase<AuthenticatorRow, String> {
    @Produces
    SealedColumn sealed() {
        return SealedColumn.of("authenticators", "person_id", "sealed_secret");
    }

    /** Of two who show the same code at once, one comes after the other. */
    Uni<Optional<AuthenticatorRow>> locked(String person) {
        return findById(person, LockModeType.PESSIMISTIC_WRITE).map(Optional::ofNullable);
    }

    Uni<Integer> codesLeft(String person) {
        return Panache.getSession()
                .chain(session -> session.<Long>createNativeQuery(
                                "SELECT count(*) FROM recovery_codes WHERE person_id = :person")
                        .setParameter("person", person)
                        .getSingleResult())
                .map(Long::intValue);
    }

    /** False where he has no such code. */
    Uni<Boolean> useCode(String person, byte[] hash) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "DELETE FROM recovery_codes WHERE person_id = :person AND code_hash = :hash")
                        .setParameter("person", person)
                        .setParameter("hash", hash)
                        .executeUpdate())
                .map(deleted -> deleted == 1);
    }

    Uni<Void> forgetCodes(String person) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("DELETE FROM recovery_codes WHERE person_id = :person")
                        .setParameter("person", person)
                        .executeUpdate())
                .replaceWithVoid();
    }

    Uni<Void> addCodes(String person, List<byte[]> hashes) {
        Uni<Void> added = Uni.createFrom().voidItem();
        for (var hash : hashes) added = added.chain(() -> addCode(person, hash));
        return added;
    }

    private Uni<Void> addCode(String person, byte[] hash) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "INSERT INTO recovery_codes (person_id, code_hash) VALUES (:person, :hash)")
                        .setParameter("person", person)
                        .setParameter("hash", hash)
                        .executeUpdate())
                .replaceWithVoid();
    }
}
