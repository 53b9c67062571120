package dev.mandate.messaging.paging;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Which end of a list a page starts from. */
public enum Order {
    /** In the order in which it happened. */
    ASC("", ">"),
    /** The newest first. */
    DESC(" DESC", "<");

    private final String direction;
    private final String follows;

    Order(String direction, String follows) {
        this.direction = direction;
        this.follows = follows;
    }

    /** How what comes later compares to what came before, in SQL. */
    public String follows() {
        return follows;
    }

    /** In SQL, with a space before it. */
    public String by(String... columns) {
        return Arrays.stream(columns)
                .map(column -> column + direction)
                .collect(Collectors.joining(", ", " ORDER BY ", ""));
    }
}
