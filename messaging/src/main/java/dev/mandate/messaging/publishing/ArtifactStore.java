package dev.mandate.messaging.publishing;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Rows of artifacts, versions and changes, of the current session. A service says which rows its own are. */
public abstract class ArtifactStore<A extends ArtifactRow, V extends VersionRow, C extends ChangeRow> {
    private final Class<A> artifacts;
    private final Class<V> versions;
    private final Class<C> changes;

    protected ArtifactStore(Class<A> artifacts, Class<V> versions, Class<C> changes) {
        this.artifacts = artifacts;
        this.versions = versions;
        this.changes = changes;
    }

    public Uni<List<A>> all() {
        return session(session -> session.createSelectionQuery(from(artifacts) + " order by id", artifacts)
                .getResultList());
    }

    /** Null if there is none. */
    public Uni<@Nullable A> find(String id) {
        return session(session -> session.find(artifacts, id));
    }

    /** {@code FOR UPDATE}; null if there is none. */
    public Uni<@Nullable A> locked(String id) {
        return session(session -> session.find(artifacts, id, LockModeType.PESSIMISTIC_WRITE));
    }

    /**
     * Makes it if nobody has; two who do so at once get the same. Null if the insertion met another row than this one.
     *
     * @param insertion native, and does nothing on conflict
     */
    protected Uni<@Nullable A> lockedOrNew(String id, String insertion, Map<String, String> parameters) {
        return session(session -> {
                    var insert = session.createNativeQuery(insertion);
                    parameters.forEach(insert::setParameter);
                    return insert.executeUpdate();
                })
                .chain(() -> locked(id));
    }

    /** Null if there is none. */
    public Uni<@Nullable V> version(String artifact, long version) {
        return session(session -> session.find(versions, VersionRow.idOf(artifact, version)));
    }

    /** Newest first. */
    public Uni<List<V>> versions(String artifact) {
        return session(session -> session.createSelectionQuery(
                        from(versions) + " where artifact = :artifact order by version desc", versions)
                .setParameter("artifact", artifact)
                .getResultList());
    }

    /** Oldest first. */
    public Uni<List<ChangeFacts>> changes(String artifact) {
        return session(session -> session.createSelectionQuery(
                                from(changes) + " where artifact = :artifact order by revision", changes)
                        .setParameter("artifact", artifact)
                        .getResultList())
                .map(rows -> rows.stream().map(ChangeRow::facts).toList());
    }

    /** In the order given, since a text refers to its version. */
    Uni<Void> add(List<?> rows) {
        var added = Uni.createFrom().voidItem();
        for (var row : rows)
            added = added.chain(() -> session(session -> session.persist(row).chain(session::flush)));
        return added;
    }

    protected static <T> Uni<T> session(Function<Mutiny.Session, Uni<T>> work) {
        return Panache.getSession().chain(work::apply);
    }

    private static String from(Class<?> entity) {
        return "from " + entity.getSimpleName();
    }
}
