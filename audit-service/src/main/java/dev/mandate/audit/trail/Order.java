package dev.mandate.audit.trail;

/** Which end of the trail a page starts from. */
public enum Order {
    /** In the order in which it happened. */
    ASC("ORDER BY occurred_at, seq", ">"),
    /** The newest first. */
    DESC("ORDER BY occurred_at DESC, seq DESC", "<");

    private final String clause;
    private final String follows;

    Order(String clause, String follows) {
        this.clause = clause;
        this.follows = follows;
    }

    String clause() {
        return clause;
    }

    /** How a line that comes later compares to one that came before, in SQL. */
    String follows() {
        return follows;
    }
}
