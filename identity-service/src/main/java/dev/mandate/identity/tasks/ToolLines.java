package dev.mandate.identity.tasks;

import dev.mandate.events.identity.LimitWords;
import dev.mandate.events.identity.ToolScope;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.identity.limits.ToolLimits;
import dev.mandate.identity.tasks.TaskView.ToolLine;
import dev.mandate.identity.uses.PastUses;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tools as a person reads them, in the catalogue's words. */
final class ToolLines {
    /** Of arguments on a page that have a field of their own: with thousands nobody would read it. */
    private static final int MOST_ARGUMENTS = 240;

    private static final int MOST_OF_A_TOOL = 8;

    private ToolLines() {}

    /**
     * How a tool can be limited further.
     *
     * @param field by which the form names it
     * @param row what the catalogue says of it; empty for nothing
     * @param among how many tools the page has
     */
    static ToolLimits form(String field, ToolScope scope, Optional<CatalogueToolRow> row, int among) {
        var sends = row.flatMap(CatalogueToolRow::labels)
                .map(labels -> labels.contains(ToolLabel.EGRESS))
                .orElse(false);
        var room = Math.min(MOST_OF_A_TOOL, MOST_ARGUMENTS / Math.max(1, among));
        return ToolLimits.of(field, scope, row.flatMap(CatalogueToolRow::arguments), sends, room);
    }

    /**
     * One that an agent asks for.
     *
     * @param used what the agent used for him before
     * @param place which one it is, in the form
     * @param row what the catalogue says of it; empty for nothing
     * @param among how many tools the page has
     */
    static ToolLine asked(
            int place,
            ToolScope scope,
            Optional<CatalogueToolRow> row,
            @Nullable String struck,
            PastUses used,
            int among) {
        var limits = words(scope);
        var form = form(String.valueOf(place), scope, row, among);
        return line(String.valueOf(place), scope.tool(), row, limits, struck, used, true, form);
    }

    /** One that nobody asked for by name. What has consequences isn't ticked beforehand: he names it by ticking it. */
    static ToolLine offered(CatalogueToolRow row, PastUses used, int among) {
        var chosen =
                row.labels().map(labels -> !LabelWords.consequential(labels)).orElse(false);
        return line(row.id, row.id, Optional.of(row), List.of(), null, used, chosen, form(row, among));
    }

    /** Of one that nobody asked for by name. */
    static ToolLimits form(CatalogueToolRow row, int among) {
        return form(row.id, new ToolScope(row.id, List.of()), Optional.of(row), among);
    }

    /** Its limits. */
    static List<String> words(ToolScope scope) {
        return scope.constraints().stream().map(LimitWords::of).toList();
    }

    private static ToolLine line(
            String field,
            String id,
            Optional<CatalogueToolRow> row,
            List<String> limits,
            @Nullable String struck,
            PastUses used,
            boolean chosen,
            ToolLimits form) {
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
                chosen,
                form,
                form.fields());
    }
}
