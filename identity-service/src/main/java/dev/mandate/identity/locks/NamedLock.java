package dev.mandate.identity.locks;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/** On a row that isn't there yet, or on how many there are. */
public final class NamedLock {
    private NamedLock() {}

    /**
     * Nobody else has it until the transaction ends.
     *
     * @param name says what it is on, so that no two mean the same by chance
     * @param seed of the hash; it stays what it was, since replicas of before lock by it while they are replaced
     */
    public static Uni<Void> take(String name, int seed) {
        return Panache.getSession()
                .chain(session -> session.<Long>createNativeQuery(
                                "SELECT count(*) FROM pg_advisory_xact_lock(hashtextextended(?1, ?2))")
                        .setParameter(1, name)
                        .setParameter(2, (long) seed)
                        .getSingleResult())
                .replaceWithVoid();
    }
}
