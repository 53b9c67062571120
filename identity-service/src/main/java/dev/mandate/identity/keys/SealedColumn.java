package dev.mandate.identity.keys;

import java.util.function.UnaryOperator;

/**
 * A column of sealed values, some of which may be null. Each feature that has one makes a bean of it, so that they are sealed anew when the
 * secret changes.
 *
 * @param id column of the primary key, a text
 * @param owner for whom a value is sealed, by the id of its row
 */
public record SealedColumn(String table, String id, String column, SealedFor use, UnaryOperator<String> owner) {
    /** Of values by {@link SecretSeal}, each for the id of its row. */
    public static SealedColumn of(String table, String id, String column) {
        return of(table, id, column, UnaryOperator.identity());
    }

    public static SealedColumn of(String table, String id, String column, UnaryOperator<String> owner) {
        return new SealedColumn(table, id, column, SealedFor.SHARING, owner);
    }

    @Override
    public String toString() {
        return table + "." + column;
    }
}
