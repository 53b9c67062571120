package dev.mandate.identity.tasks;

import dev.mandate.events.identity.LimitWords;
import dev.mandate.events.identity.ToolScope;
import dev.mandate.identity.tasks.TaskView.ToolLine;
import dev.mandate.identity.uses.ToolUses.OfAgent;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tools as a person reads them, in the catalogue's words. */
final class ToolLines {
    private ToolLines() {}

    /**
     * One that an agent asks for.
     *
     * @param used what the agent used for him before
     * @param place which one it is, in the form
     * @param row what the catalogue says of it; empty for nothing
     */
    static ToolLine asked(
            int place, ToolScope scope, Optional<CatalogueToolRow> row, @Nullable String struck, OfAgent used) {
        var limits = scope.constraints().stream().map(LimitWords::of).toList();
        return line(String.valueOf(place), scope.tool(), row, limits, struck, used, true);
    }

    /** One that nobody asked for by name. What has consequences isn't ticked beforehand: he names it by ticking it. */
    static ToolLine offered(CatalogueToolRow row, OfAgent used) {
        var chosen =
                row.labels().map(labels -> !LabelWords.consequential(labels)).orElse(false);
        return line(row.id, row.id, Optional.of(row), List.of(), null, used, chosen);
    }

    private static ToolLine line(
            String field,
            String id,
            Optional<CatalogueToolRow> row,
            List<String> limits,
            @Nullable String struck,
            OfAgent used,
            boolean chosen) {
        return new ToolLine(
                field,
                id,
                row.map(it -> it.title).orElse(id),
                row.map(it -> it.description).orElse(null),
                row.flatMap(CatalogueToolRow::labels).map(LabelWords::of).orElse(List.of()),
                limits,
                struck,
                null,
                UseWords.of(used, id).orElse(null),
                chosen);
    }
}
