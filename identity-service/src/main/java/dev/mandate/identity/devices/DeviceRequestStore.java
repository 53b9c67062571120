package dev.mandate.identity.devices;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Optional;

/** A row is locked before what a person let its client have. */
@ApplicationScoped
class DeviceRequestStore implements PanacheRepositoryBase<DeviceRequestRow, String> {
    Uni<Optional<DeviceRequestRow>> byUserCode(String letters) {
        return find("userCode", letters).firstResult().map(Optional::ofNullable);
    }

    Uni<Optional<DeviceRequestRow>> locked(String id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE).map(Optional::ofNullable);
    }

    Uni<Optional<DeviceRequestRow>> lockedByCode(byte[] hash) {
        return find("codeHash", hash)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult()
                .map(Optional::ofNullable);
    }

    Uni<Long> countOpen(Instant now) {
        return count("endsAt > ?1 AND answeredAt IS NULL", now);
    }

    Uni<Long> countOpenFrom(String network, Instant now) {
        return count("network = ?1 AND endsAt > ?2 AND answeredAt IS NULL", network, now);
    }

    Uni<Long> deleteEnded(Instant before) {
        return delete("endsAt < ?1", before);
    }
}
