package dev.mandate.identity.scim;

import dev.mandate.identity.locks.NamedLock;
import dev.mandate.identity.locks.RowLock;
import dev.mandate.messaging.result.Result;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows of a kind in the order in which they were made; deleted ones are nobody's. */
@ApplicationScoped
class ScimStore implements PanacheRepositoryBase<ScimRow, String> {
    /** Rows of counts that are put together by whoever makes the next one. */
    private static final int MOST_COUNTS = 100;

    private static final String OF = "clientId = ?1 AND kind = ?2 AND deletedAt IS NULL";

    /** Which rows a filter may hold for: those where a column has this value. */
    record Narrowed(Column column, String value) {
        enum Column {
            ID("id", "id"),
            NAME("nameKey", "name_key"),
            EXTERNAL_ID("externalId", "external_id");

            private final String property;
            private final String stored;

            Column(String property, String stored) {
                this.property = property;
                this.stored = stored;
            }
        }
    }

    Uni<Optional<ScimRow>> of(String client, ScimKind kind, String id) {
        return find(OF + " AND id = ?3", client, kind, id).firstResult().map(Optional::ofNullable);
    }

    /**
     * Nobody else changes it until the transaction ends.
     *
     * @param seen the version that a change was made of; null where none was named
     */
    Uni<Result<ScimRow, ScimRefusal>> held(String client, ScimKind kind, String id, @Nullable Long seen) {
        return find(OF + " AND id = ?3", client, kind, id)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult()
                .map(row -> {
                    if (row == null) return Result.refused(ScimRefusal.unknown(id));
                    return seen == null || seen == row.version
                            ? Result.done(row)
                            : Result.refused(ScimRefusal.changedMeanwhile());
                });
    }

    /** Whoever's, and be it deleted; nobody else changes it until the transaction ends. */
    Uni<Optional<ScimRow>> locked(String id) {
        return RowLock.take(ScimRow.class, id);
    }

    /** Those of them that this client keeps. */
    Uni<List<ScimRow>> ofClient(String client, Collection<String> ids) {
        if (ids.isEmpty()) return Uni.createFrom().item(List.of());
        return list("clientId = ?1 AND deletedAt IS NULL AND id IN ?2", client, ids);
    }

    Uni<Boolean> isTaken(ScimKind kind, String name, String besides) {
        return count("kind = ?1 AND nameKey = ?2 AND deletedAt IS NULL AND id <> ?3", kind, name, besides)
                .map(count -> count > 0);
    }

    Uni<Long> countOf(String client, ScimKind kind, @Nullable Narrowed narrowed) {
        return narrowed == null
                ? kept(client, kind).map(Kept::many)
                : count(OF + " AND " + narrowed.column.property + " = ?3", client, kind, narrowed.value);
    }

    /**
     * How many a client keeps, as the database has counted with each that came or went.
     *
     * @param rows of which that is the sum
     */
    private record Kept(long many, long rows) {}

    private static Uni<Kept> kept(String client, ScimKind kind) {
        return Panache.getSession()
                .chain(session -> session.flush()
                        .chain(() -> session.createNativeQuery(
                                        "SELECT COALESCE(sum(many), 0), count(*) FROM scim_counts WHERE client_id = ?1 AND kind = ?2",
                                        Object[].class)
                                .setParameter(1, client)
                                .setParameter(2, kind.name())
                                .getSingleResult()))
                .map(row -> new Kept(((Number) row[0]).longValue(), ((Number) row[1]).longValue()));
    }

    /** How many a client keeps; nobody else makes one more of them for it until the transaction ends. Before any other lock. */
    Uni<Long> keptAlone(String client, ScimKind kind) {
        return NamedLock.take(kind.name() + " of " + client, 3)
                .chain(() -> kept(client, kind))
                .call(kept ->
                        kept.rows() < MOST_COUNTS ? Uni.createFrom().voidItem() : execute("""
                                WITH old AS (DELETE FROM scim_counts WHERE client_id = ?1 AND kind = ?2 RETURNING many)
                                INSERT INTO scim_counts (client_id, kind, many) SELECT ?1, ?2, sum(many) FROM old""", client, kind.name()))
                .map(Kept::many);
    }

    /** About how much it takes to read one, with its members or groups. */
    record Weight(String id, long bytes) {}

    /**
     * Without reading them.
     *
     * @param after id of the last of before, empty for the first of all
     * @param skipped how many of them not to look at
     */
    Uni<List<Weight>> weights(
            String client, ScimKind kind, @Nullable Narrowed narrowed, String after, int skipped, int count) {
        if (count == 0) return Uni.createFrom().item(List.of());
        var and = narrowed == null ? "" : " AND " + narrowed.column.stored + " = ?6";
        return Panache.getSession()
                .chain(session -> {
                    var query = session.createNativeQuery(
                                    "SELECT r.id, octet_length(r.content) + " + ScimEntry.Related.BYTES + " * ("
                                            + "(SELECT count(*) FROM scim_members WHERE group_id = r.id)"
                                            + " + (SELECT count(*) FROM scim_members WHERE member_id = r.id))"
                                            + " FROM (SELECT id AS of_page FROM scim_resources"
                                            + " WHERE client_id = ?1 AND kind = ?2 AND deleted_at IS NULL AND id > ?3"
                                            + and
                                            + " ORDER BY id OFFSET ?4 LIMIT ?5) AS page"
                                            + " JOIN scim_resources r ON r.id = of_page ORDER BY r.id",
                                    Object[].class)
                            .setParameter(1, client)
                            .setParameter(2, kind.name())
                            .setParameter(3, after)
                            .setParameter(4, (long) skipped)
                            .setParameter(5, (long) count);
                    if (narrowed != null) query.setParameter(6, narrowed.value);
                    return query.getResultList();
                })
                .map(rows -> rows.stream()
                        .map(row -> new Weight((String) row[0], ((Number) row[1]).longValue()))
                        .toList());
    }

    /** Those of them that are there, in their order. */
    Uni<List<ScimRow>> all(Collection<String> ids) {
        if (ids.isEmpty()) return Uni.createFrom().item(List.of());
        return list("id IN ?1 AND deletedAt IS NULL ORDER BY id", ids);
    }

    /** What people, agents and groups are called, by id: the beginning of it, for who sees only that. */
    Uni<Map<String, String>> namesOf(Collection<String> ids) {
        if (ids.isEmpty()) return Uni.createFrom().item(Map.of());
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                SELECT id, left(coalesce(said ->> 'displayName', said ->> 'userName', said ->> 'agentUserName', ''), 200)
                                FROM (SELECT id, CAST(content AS json) AS said FROM scim_resources
                                WHERE id IN (?1) AND deleted_at IS NULL) AS named""", Object[].class)
                        .setParameter(1, ids)
                        .getResultList())
                .map(rows -> rows.stream().collect(Collectors.toMap(row -> (String) row[0], row -> (String) row[1])));
    }

    /** A group and one of its members. */
    record Membership(String group, String member) {}

    Uni<List<Membership>> membersOf(Collection<String> groups) {
        return memberships("group_id", groups);
    }

    Uni<List<Membership>> groupsOf(Collection<String> members) {
        return memberships("member_id", members);
    }

    private static Uni<List<Membership>> memberships(String column, Collection<String> ids) {
        if (ids.isEmpty()) return Uni.createFrom().item(List.of());
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "SELECT group_id, member_id FROM scim_members WHERE " + column
                                        + " IN (?1) ORDER BY group_id, member_id",
                                Object[].class)
                        .setParameter(1, ids)
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new Membership((String) row[0], (String) row[1]))
                        .toList());
    }

    Uni<Void> enter(String group, Collection<String> members) {
        return members.isEmpty()
                ? Uni.createFrom().voidItem()
                : execute(
                        "INSERT INTO scim_members (group_id, member_id)"
                                + " SELECT ?1, id FROM scim_resources WHERE id IN (?2) ON CONFLICT DO NOTHING",
                        group,
                        members);
    }

    Uni<Void> leave(String group, Collection<String> members) {
        return members.isEmpty()
                ? Uni.createFrom().voidItem()
                : execute("DELETE FROM scim_members WHERE group_id = ?1 AND member_id IN (?2)", group, members);
    }

    /** It is in no group, and has no members, any more. */
    Uni<Void> leaveAll(String id) {
        return execute("DELETE FROM scim_members WHERE member_id = ?1 OR group_id = ?1", id);
    }

    private static Uni<Void> execute(String statement, Object... parameters) {
        return Panache.getSession()
                .chain(session -> session.flush().chain(() -> {
                    var query = session.createNativeQuery(statement);
                    for (int i = 0; i < parameters.length; i++) query.setParameter(i + 1, parameters[i]);
                    return query.executeUpdate();
                }))
                .replaceWithVoid();
    }
}
