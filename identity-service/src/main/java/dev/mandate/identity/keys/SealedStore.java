package dev.mandate.identity.keys;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HexFormat;
import java.util.List;

/** Sealed values, whatever column they are in. Every method needs a session, {@link #locked} and {@link #replace} a transaction. */
@ApplicationScoped
class SealedStore {
    private static final HexFormat HEX = HexFormat.of();

    record Value(String id, byte[] sealed) {}

    /** What lies on one side of the mark, which an index can answer. */
    enum Side {
        BELOW("<"),
        ABOVE(">");

        final String operator;

        Side(String operator) {
            this.operator = operator;
        }
    }

    /** Up to so many with the mark. */
    Uni<List<Value>> marked(SealedColumn column, byte[] mark, int most) {
        return some(column, mark, "=", "", most, "");
    }

    /** Up to so many with another mark, in the order of their ids, from behind that one. */
    Uni<List<Value>> others(SealedColumn column, byte[] mark, Side side, String after, int most) {
        return some(column, mark, side.operator, after, most, "");
    }

    /** Those of {@link #others} that nobody else changes now. The table comes before its rows: who locks all of it waits before that, not in between. */
    Uni<List<Value>> locked(SealedColumn column, byte[] mark, Side side, String after, int most) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("LOCK TABLE " + column.table() + " IN ROW EXCLUSIVE MODE")
                        .executeUpdate())
                .chain(() -> some(column, mark, side.operator, after, most, "FOR UPDATE SKIP LOCKED"));
    }

    private static Uni<List<Value>> some(
            SealedColumn column, byte[] mark, String operator, String after, int most, String lock) {
        var sql =
                "SELECT %1$s, encode(%2$s, 'hex') FROM %3$s WHERE substring(%2$s FROM 1 FOR %4$d) %5$s decode(:mark, 'hex') AND %1$s > :after ORDER BY %1$s LIMIT :most %6$s"
                        .formatted(column.id(), column.column(), column.table(), Sealing.MARK_BYTES, operator, lock);
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(sql, Object[].class)
                        .setParameter("mark", HEX.formatHex(mark))
                        .setParameter("after", after)
                        .setParameter("most", most)
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new Value((String) row[0], HEX.parseHex((String) row[1])))
                        .toList());
    }

    Uni<Void> replace(SealedColumn column, String id, byte[] sealed) {
        var sql = "UPDATE %s SET %s = decode(:sealed, 'hex') WHERE %s = :id"
                .formatted(column.table(), column.column(), column.id());
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(sql)
                        .setParameter("sealed", HEX.formatHex(sealed))
                        .setParameter("id", id)
                        .executeUpdate())
                .replaceWithVoid();
    }
}
