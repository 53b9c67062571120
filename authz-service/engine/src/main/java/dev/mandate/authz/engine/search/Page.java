package dev.mandate.authz.engine.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of what was found, in the order of their names.
 *
 * @param next what was looked at last, from which to go on; null at the end
 * @param total of all pages; null where that would take too long to find out
 */
public record Page(
        List<String> found, @Nullable String next, @Nullable Integer total) {

    /** @param after a {@code next} of an earlier page, or empty */
    public record Wanted(String after, int limit) {}
}
