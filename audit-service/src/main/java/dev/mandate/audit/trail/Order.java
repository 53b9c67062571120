package dev.mandate.audit.trail;

import dev.mandate.messaging.result.Result;

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

    /** {@code asc} or {@code desc}. */
    static Result<Order, PageRefusal> parse(String text) {
        return switch (text) {
            case "asc" -> Result.done(ASC);
            case "desc" -> Result.done(DESC);
            default -> Result.refused(PageRefusal.BAD_ORDER);
        };
    }

    String clause() {
        return clause;
    }

    /** How a line that comes later compares to one that came before, in SQL. */
    String follows() {
        return follows;
    }
}
