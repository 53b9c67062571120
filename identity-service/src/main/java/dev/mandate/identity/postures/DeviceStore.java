package dev.mandate.identity.postures;

import dev.mandate.identity.locks.NamedLock;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

@ApplicationScoped
class DeviceStore implements PanacheRepositoryBase<DeviceRow, String> {
    /** Nobody else tells of it, or signs in on it for the first time, until the transaction ends. Before the locks on people. */
    Uni<Void> lock(String device) {
        return NamedLock.take("device " + device, 2);
    }

    Uni<Optional<DeviceRow>> find(String device) {
        return findById(device).map(Optional::ofNullable);
    }

    /** Whether as many of a source are kept as may; looked at along an index, and no further than it takes. */
    Uni<Boolean> isFull(String source, int most) {
        return Panache.getSession()
                .chain(session -> session.<Long>createNativeQuery(
                                "SELECT count(*) FROM (SELECT 1 FROM devices WHERE source = ?1 LIMIT ?2) s")
                        .setParameter(1, source)
                        .setParameter(2, most)
                        .getSingleResult())
                .map(count -> count >= most);
    }

    /** The one of a source that says least: whose time ends first of those that are compliant, and of the others where there are none. */
    Uni<Void> forgetOne(String source) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery("""
                                DELETE FROM devices WHERE id = (SELECT id FROM devices WHERE source = ?1
                                ORDER BY compliant DESC, ends_at LIMIT 1 FOR UPDATE SKIP LOCKED)""").setParameter(1, source).executeUpdate())
                .replaceWithVoid();
    }
}
