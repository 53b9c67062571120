package dev.mandate.identity.registration;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class RegistrationStore implements PanacheRepositoryBase<RegistrationRow, String> {
    Uni<Optional<RegistrationRow>> locked(String id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE).map(Optional::ofNullable);
    }

    /** Those that nobody has agreed to. */
    Uni<Long> countOpen() {
        return count("agreedAt IS NULL AND endedAt IS NULL");
    }

    Uni<Long> countInReview() {
        return count("admittedAt IS NULL AND endedAt IS NULL");
    }

    Uni<Long> countOpenFrom(String network) {
        return count("network = ?1 AND agreedAt IS NULL AND endedAt IS NULL", network);
    }

    /** Some whose time is over, locked. */
    Uni<List<RegistrationRow>> over(Instant now, int most) {
        return find("endsAt < ?1 AND endedAt IS NULL ORDER BY endsAt", now)
                .page(0, most)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** Some that ended before, locked. */
    Uni<List<RegistrationRow>> endedBefore(Instant time, int most) {
        return find("endedAt < ?1 ORDER BY endedAt", time)
                .page(0, most)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }
}
