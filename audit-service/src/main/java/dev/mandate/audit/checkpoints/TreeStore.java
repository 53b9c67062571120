package dev.mandate.audit.checkpoints;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.mandate.audit.transparency.LineDigest;
import dev.mandate.audit.transparency.SignedCheckpoint;
import dev.mandate.audit.transparency.Tiles;
import dev.mandate.audit.transparency.Tiles.Place;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.messaging.paging.OrderedRequest;
import dev.mandate.messaging.paging.Page;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tree of the trail and its checkpoints. */
@ApplicationScoped
class TreeStore {
    private static final String TAKE = """
            UPDATE trail_tree SET holder = $1, held_until = clock_timestamp() + $2 * interval '1 millisecond' \
            WHERE holder = $1 OR held_until < clock_timestamp() RETURNING size, upto""";

    private static final String GROW =
            "UPDATE trail_tree SET size = ?1, upto = ?2 WHERE size = ?3 AND upto = ?4 AND holder = ?5";

    private static final String PUT_TILES = """
            INSERT INTO trail_tile (level, tile, first, entries) SELECT level, tile, first, decode(entries, 'base64') \
            FROM jsonb_to_recordset(CAST(CAST(?1 AS text) AS jsonb)) AS t (level integer, tile bigint, first bigint, entries text) \
            ON CONFLICT (level, tile) DO UPDATE SET entries = excluded.entries""";

    private static final String PUT_CHECKPOINT =
            "INSERT INTO trail_checkpoint (size, at, note) VALUES (?1, CAST(CAST(?2 AS text) AS timestamptz), ?3)";

    private final Pool database;

    TreeStore(Pool database) {
        this.database = database;
    }

    /** @param upto number of the last line that is in it */
    record Tree(long size, long upto) {}

    /** @param size how many lines it covers */
    record Stored(long size, String note) {}

    Uni<Tree> tree() {
        return database.query("SELECT size, upto FROM trail_tree")
                .execute()
                .map(rows -> rows.iterator().next())
                .map(row -> new Tree(row.getLong("size"), row.getLong("upto")));
    }

    /** For so long nobody else makes it grow; empty while somebody else does. */
    Uni<Optional<Tree>> take(String holder, Duration lease) {
        return database.preparedQuery(TAKE)
                .execute(Tuple.of(holder, lease.toMillis()))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(rows.iterator().next())
                                .map(row -> new Tree(row.getLong("size"), row.getLong("upto"))));
    }

    /** Somebody else may make it grow from now on, if this one could. */
    Uni<Void> release(String holder) {
        return database.preparedQuery("UPDATE trail_tree SET held_until = '-infinity' WHERE holder = $1")
                .execute(Tuple.of(holder))
                .replaceWithVoid();
    }

    /** In the transaction that is open, which fails if somebody else made it grow meanwhile. */
    Uni<Void> grow(Tree from, Tree to, String holder, Map<Place, byte[]> tiles, SignedCheckpoint signed) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(GROW)
                        .setParameter(1, to.size())
                        .setParameter(2, to.upto())
                        .setParameter(3, from.size())
                        .setParameter(4, from.upto())
                        .setParameter(5, holder)
                        .executeUpdate()
                        .invoke(rows -> {
                            if (rows != 1) throw new IllegalStateException("another replica has signed it meanwhile");
                        })
                        .chain(() -> session.createNativeQuery(PUT_TILES)
                                .setParameter(1, json(tiles))
                                .executeUpdate())
                        .chain(() -> session.createNativeQuery(PUT_CHECKPOINT)
                                .setParameter(1, to.size())
                                .setParameter(2, signed.checkpoint().at().toString())
                                .setParameter(3, signed.note())
                                .executeUpdate())
                        .replaceWithVoid());
    }

    private record Tile(int level, long tile, @Nullable Long first, String entries) {}

    private static String json(Map<Place, byte[]> tiles) {
        var rows = new ArrayList<Tile>();
        tiles.forEach((place, entries) -> rows.add(new Tile(
                place.level(),
                place.tile(),
                place.level() > 0 ? null : Tiles.lines(entries).get(0).number(),
                Base64.getEncoder().encodeToString(entries))));
        try {
            return EventJson.mapper().writeValueAsString(rows);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Those of the places that there are. */
    Uni<Tiles> tiles(Collection<Place> places) {
        var levels = places.stream().map(Place::level).toArray(Integer[]::new);
        var numbers = places.stream().map(Place::tile).toArray(Long[]::new);
        return database.preparedQuery(
                        "SELECT level, tile, entries FROM trail_tile JOIN unnest($1::integer[], $2::bigint[])"
                                + " AS wanted (level, tile) USING (level, tile)")
                .execute(Tuple.of(levels, numbers))
                .map(rows -> {
                    var found = new HashMap<Place, byte[]>();
                    for (var row : rows)
                        found.put(
                                new Place(row.getInteger("level"), row.getLong("tile")),
                                row.getBuffer("entries").getBytes());
                    return new Tiles(found);
                });
    }

    /** The digests of 256 lines, or as many as there are. */
    Uni<byte[]> digests(long tile) {
        return database.preparedQuery("SELECT entries FROM trail_tile WHERE level = 0 AND tile = $1")
                .execute(Tuple.of(tile))
                .map(rows -> rows.size() == 0
                        ? new byte[0]
                        : rows.iterator().next().getBuffer("entries").getBytes());
    }

    /** Which place of the tree a line has; empty if it isn't in it. */
    Uni<Optional<Long>> indexOf(long number) {
        return database.preparedQuery(
                        "SELECT tile, entries FROM trail_tile WHERE level = 0 AND first <= $1 ORDER BY first DESC LIMIT 1")
                .execute(Tuple.of(number))
                .map(rows -> {
                    if (rows.size() == 0) return Optional.empty();
                    var row = rows.iterator().next();
                    var lines = Tiles.lines(row.getBuffer("entries").getBytes()).stream()
                            .map(LineDigest::number)
                            .toList();
                    var at = lines.indexOf(number);
                    return at < 0 ? Optional.empty() : Optional.of(row.getLong("tile") * Tiles.WIDTH + at);
                });
    }

    /** A page ends at the size of its last one. */
    Uni<Page<Stored>> checkpoints(OrderedRequest<Long> asked) {
        var from = asked.after() == null ? "" : "WHERE size " + asked.order().follows() + " $2";
        var values = asked.after() == null ? Tuple.of(asked.rows()) : Tuple.of(asked.rows(), asked.after());
        return stored(from + asked.order().by("size") + " LIMIT $1", values)
                .map(found -> asked.of(found, last -> Long.toString(last.size())));
    }

    /** The first one that covers so many lines, or the newest one. */
    Uni<Optional<Stored>> checkpointOf(long size) {
        return stored("WHERE size >= $1 ORDER BY size LIMIT 1", Tuple.of(size))
                .map(found -> found.stream().findFirst());
    }

    private Uni<List<Stored>> stored(String which, Tuple values) {
        return database.preparedQuery("SELECT size, note FROM trail_checkpoint " + which)
                .execute(values)
                .map(rows -> {
                    var found = new ArrayList<Stored>();
                    for (var row : rows) found.add(new Stored(row.getLong("size"), row.getString("note")));
                    return found;
                });
    }
}
