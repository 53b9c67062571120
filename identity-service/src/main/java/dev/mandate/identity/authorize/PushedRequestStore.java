package dev.mandate.identity.authorize;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Optional;

@ApplicationScoped
class PushedRequestStore implements PanacheRepositoryBase<PushedRequestRow, String> {
    /** Of two browsers that come with the same one, one comes after the other. */
    Uni<Optional<PushedRequestRow>> locked(String id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE).map(Optional::ofNullable);
    }

    /** Those that a browser may still come with. */
    Uni<Long> countOpen(Instant now) {
        return count("endsAt > ?1 AND takenAt IS NULL", now);
    }

    Uni<Long> countOpenFrom(String network, Instant now) {
        return count("network = ?1 AND endsAt > ?2 AND takenAt IS NULL", network, now);
    }

    Uni<Long> deleteEnded(Instant before) {
        return delete("endsAt < ?1", before);
    }
}
