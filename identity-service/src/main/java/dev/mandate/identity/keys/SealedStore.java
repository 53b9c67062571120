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

    /** Up to so many with the mark, or, where {@code with} is false, with another one. */
    Uni<List<Value>> some(SealedColumn column, byte[] mark, boolean with, int most) {
        return with
                ? some(column, mark, "=", "", most)
                : some(column, mark, "<", "", most)
                        .chain(below -> below.isEmpty()
                                ? some(column, mark, ">", "", most)
                                : Uni.createFrom().item(below));
    }

    /** Up to so many with another mark, which nobody else changes now. */
    Uni<List<Value>> locked(SealedColumn column, byte[] mark, int most) {
        return some(column, mark, "<", "FOR UPDATE SKIP LOCKED", most)
                .chain(below -> below.isEmpty()
                        ? some(column, mark, ">", "FOR UPDATE SKIP LOCKED", most)
                        : Uni.createFrom().item(below));
    }

    /** One side of the mark at a time, which an index can answer. */
    private static Uni<List<Value>> some(SealedColumn column, byte[] mark, String side, String lock, int most) {
        var sql =
                "SELECT %s, encode(%s, 'hex') FROM %s WHERE substring(%2$s FROM 1 FOR %d) %s decode(:mark, 'hex') LIMIT :most %s"
                        .formatted(column.id(), column.column(), column.table(), Sealing.MARK_BYTES, side, lock);
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(sql, Object[].class)
                        .setParameter("mark", HEX.formatHex(mark))
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
