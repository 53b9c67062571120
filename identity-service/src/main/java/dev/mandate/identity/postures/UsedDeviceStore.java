package dev.mandate.identity.postures;

import dev.mandate.events.ids.IdentityId;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/** Rows of a person change under the lock on him. */
@ApplicationScoped
class UsedDeviceStore implements PanacheRepositoryBase<UsedDeviceRow, UsedDeviceRow.Key> {
    Uni<Boolean> has(IdentityId person, String device) {
        return findById(new UsedDeviceRow.Key(person.value(), device)).map(row -> row != null);
    }

    Uni<Void> add(IdentityId person, String device, Instant now) {
        return persist(UsedDeviceRow.of(person.value(), device, now)).replaceWithVoid();
    }

    /** Of a person, the one that he has had longest first. */
    Uni<List<UsedDeviceRow>> of(IdentityId person) {
        return list("personId = ?1 ORDER BY since, device", person.value());
    }

    Uni<Long> countOn(String device) {
        return count("device", device);
    }

    Uni<List<IdentityId>> on(String device) {
        return find("device = ?1 ORDER BY personId", device)
                .list()
                .map(rows ->
                        rows.stream().map(row -> new IdentityId(row.personId)).toList());
    }
}
