package dev.mandate.audit.trail;

import dev.mandate.messaging.result.Result;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is asked for.
 *
 * @param limit 1 to 1000
 * @param after {@code next} of the page before, asked with the same order; null for the first page
 */
public record PageAsked(int limit, Order order, @Nullable String after) {
    static final int MOST = 1000;

    /** As texts say it; whether the cursor is one is seen where the list is read. */
    public static Result<PageAsked, PageRefusal> of(String limit, Order order, @Nullable String after) {
        if (!limit.matches("[0-9]{1,4}")) return Result.refused(PageRefusal.BAD_LIMIT);
        var most = Integer.parseInt(limit);
        if (most < 1 || most > MOST) return Result.refused(PageRefusal.BAD_LIMIT);
        return Result.done(new PageAsked(most, order, after));
    }
}
