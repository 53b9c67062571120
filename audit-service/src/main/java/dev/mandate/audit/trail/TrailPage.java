package dev.mandate.audit.trail;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mandate.messaging.paging.OrderedRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lines in the order that was asked for.
 *
 * @param next pass it as {@code after} for the lines that follow; absent on the last page
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TrailPage(List<TrailEntry> entries, @Nullable String next) {
    static TrailPage of(List<TrailEntry> found, OrderedRequest<Cursor> asked) {
        var page = asked.of(found, last -> Cursor.of(last).text());
        return new TrailPage(page.items(), page.next());
    }
}
