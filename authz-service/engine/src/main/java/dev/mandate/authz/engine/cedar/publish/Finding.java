package dev.mandate.authz.engine.cedar.publish;

/**
 * What an author has to look at, and where.
 *
 * @param line from 1
 * @param column from 1, in UTF-16 units as editors count; with line 1, column 1 where the official library names no place
 */
public record Finding(String file, int line, int column, String message) {

    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + message;
    }
}
