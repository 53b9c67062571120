package dev.mandate.identity.federation;

import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.locks.NamedLock;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/**
 * An account is locked before its person, and its row is written under the lock on him: whoever has both may rely on it. Who has only read it
 * asks again once he holds the person ({@link #isLinked}).
 */
@ApplicationScoped
class LinkedAccountStore implements PanacheRepositoryBase<LinkedAccountRow, String> {
    /** Nobody else links this account, or takes in or signs in by it, until the transaction ends. */
    Uni<Optional<LinkedAccountRow>> locked(String issuer, String subject) {
        return NamedLock.take("account " + issuer + "\n" + subject, 3).chain(() -> latest(issuer, subject));
    }

    /** Read alone. */
    Uni<Optional<LinkedAccountRow>> linked(String issuer, String subject) {
        return latest(issuer, subject).map(found -> found.filter(LinkedAccountRow::isLinked));
    }

    /** The one that is linked, else the one that was last. */
    private Uni<Optional<LinkedAccountRow>> latest(String issuer, String subject) {
        return find("issuer = ?1 AND subject = ?2 ORDER BY unlinkedAt DESC NULLS FIRST, id DESC", issuer, subject)
                .firstResult()
                .map(Optional::ofNullable);
    }

    /** Whether it is linked or not. */
    Uni<Optional<LinkedAccountRow>> ofPerson(String person, String issuer, String subject) {
        return find("personId = ?1 AND issuer = ?2 AND subject = ?3", person, issuer, subject)
                .firstResult()
                .map(Optional::ofNullable);
    }

    Uni<Boolean> isLinked(String id) {
        return count("id = ?1 AND unlinkedAt IS NULL", id).map(found -> found == 1);
    }

    /** In the order in which they were linked. */
    Uni<List<LinkedAccountRow>> of(String person) {
        return list("personId = ?1 AND unlinkedAt IS NULL ORDER BY id", person);
    }

    /** Those that he has unlinked among them. */
    Uni<Long> countOf(String person) {
        return count("personId", person);
    }

    /** Those that he has unlinked among them. */
    Uni<Long> countOf(String person, String issuer) {
        return count("personId = ?1 AND issuer = ?2", person, issuer);
    }

    Uni<Optional<IdentityId>> personOf(String issuer, String subject) {
        return latest(issuer, subject).map(found -> found.map(LinkedAccountRow::person));
    }

    /** How many it has taken in. */
    Uni<Long> takenInBy(String issuer) {
        return count("issuer = ?1 AND said > 0", issuer);
    }
}
