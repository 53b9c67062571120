package dev.mandate.identity.tasks;

import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.identity.Constraint;
import dev.mandate.events.identity.LimitWords;
import dev.mandate.events.identity.ToolScope;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.identity.catalogue.CatalogueTool;
import dev.mandate.identity.limits.ToolArgument;
import dev.mandate.identity.limits.ToolLimits;
import dev.mandate.identity.names.LookAlikes;
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

    private static final String IMITATES =
            " (this mixes letters of different alphabets, as what imitates another does: write it yourself)";

    private ToolLines() {}

    /**
     * How a tool can be limited further.
     *
     * @param field by which the form names it
     * @param row what the catalogue says of it; empty for nothing
     * @param among how many tools the page has
     */
    static ToolLimits form(String field, ToolScope scope, Optional<CatalogueTool> row, int among) {
        var sends = row.filter(it -> it.labels().contains(ToolLabel.EGRESS)).isPresent();
        var room = Math.min(MOST_OF_A_TOOL, MOST_ARGUMENTS / Math.max(1, among));
        return ToolLimits.of(field, scope, row.flatMap(CatalogueTool::arguments), sends, room);
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
            Optional<CatalogueTool> row,
            @Nullable String struck,
            PastUses used,
            int among) {
        var limits = words(scope);
        var form = form(String.valueOf(place), scope, row, among);
        return line(String.valueOf(place), scope.tool(), row, limits, struck, used, true, form);
    }

    /**
     * Why a limit that was asked for may hold nothing in: it is on an argument that the tool hasn't got, so that whoever wrote it chooses how it reads and
     * loses nothing by it. Null where there is none such; of arguments that nobody here knows, where each call must have it.
     */
    static @Nullable String hollow(ToolScope scope, Optional<CatalogueTool> row) {
        var known = row.flatMap(CatalogueTool::arguments);
        for (var limit : scope.constraints()) {
            if (limit.operator() == Constraint.Operator.CALLS || scope.ofModels()) continue;
            var name = limit.argument();
            if (known.isEmpty() && limit.holdsWithout())
                return "nobody here knows whether it has an argument " + PlainText.quoted(name)
                        + ", so that a limit which holds without it may limit nothing";
            if (known.isPresent() && !isAmong(known.get(), limit))
                return "it has no argument " + PlainText.quoted(name) + ", so that a limit on it limits nothing";
        }
        return null;
    }

    /** What leads into an argument has to be there, unless the limit holds without. */
    private static boolean isAmong(List<ToolArgument> known, Constraint limit) {
        var name = limit.argument();
        var into = name.substring(0, Math.max(0, name.indexOf('.')));
        return known.stream()
                .map(ToolArgument::name)
                .anyMatch(it -> it.equals(name) || it.equals(into) && !limit.holdsWithout());
    }

    /** One that nobody asked for by name. What has consequences isn't ticked beforehand: he names it by ticking it. */
    static ToolLine offered(CatalogueTool row, PastUses used, int among) {
        var chosen = !LabelWords.consequential(row.labels());
        return line(row.id(), row.id(), Optional.of(row), List.of(), null, used, chosen, form(row, among));
    }

    /** Of one that nobody asked for by name. */
    static ToolLimits form(CatalogueTool row, int among) {
        return form(row.id(), new ToolScope(row.id(), List.of()), Optional.of(row), among);
    }

    /** Its limits. */
    static List<String> words(ToolScope scope) {
        return scope.constraints().stream().map(ToolLines::words).toList();
    }

    private static String words(Constraint limit) {
        var words = LimitWords.of(limit);
        return limit.values().stream().anyMatch(ToolLines::imitates) ? words + IMITATES : words;
    }

    /** An address is one word: what stands around its signs are no words beside each other. */
    private static boolean imitates(String value) {
        return value.indexOf('@') >= 0 || value.indexOf('.') >= 0 || value.indexOf('/') >= 0
                ? LookAlikes.mixesAlphabets(value)
                : LookAlikes.wrongWith(value).isPresent();
    }

    private static ToolLine line(
            String field,
            String id,
            Optional<CatalogueTool> row,
            List<String> limits,
            @Nullable String struck,
            PastUses used,
            boolean chosen,
            ToolLimits form) {
        return new ToolLine(
                field,
                id,
                row.map(CatalogueTool::title).orElse(id),
                row.map(CatalogueTool::description).orElse(null),
                row.map(CatalogueTool::labels).map(LabelWords::of).orElse(List.of()),
                limits,
                struck,
                null,
                UseWords.of(used, id).orElse(null),
                chosen,
                form,
                form.fields());
    }
}
