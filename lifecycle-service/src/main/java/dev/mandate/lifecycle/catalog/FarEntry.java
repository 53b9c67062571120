package dev.mandate.lifecycle.catalog;

import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.lifecycle.CatalogEntry.Domain;
import dev.mandate.events.lifecycle.CatalogEntry.Role;
import dev.mandate.events.lifecycle.CatalogEntry.Tool;
import dev.mandate.events.lifecycle.ToolLabel;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An entry whose change reaches far: policies and rules go by the labels and the application of tools, by the organisation's own domains
 * and by roles. A tool or a role that is new reaches nobody before somebody may use it or holds it.
 *
 * @param what becomes of it, for people
 * @param departments whose people it touches, {@code *} for everyone
 * @param roles whose holders it touches
 */
record FarEntry(String key, String what, Set<String> departments, Set<String> roles) {
    private static final Set<String> EVERYONE = Set.of("*");

    static List<FarEntry> among(Snapshot before, Collection<CatalogEntry> changed) {
        return changed.stream()
                .flatMap(entry -> of(live(before.any(entry.key())), entry).stream())
                .toList();
    }

    private static @Nullable CatalogEntry live(@Nullable CatalogEntry entry) {
        return entry == null || entry.deleted() ? null : entry;
    }

    private static Optional<FarEntry> of(@Nullable CatalogEntry before, CatalogEntry after) {
        if (after instanceof Domain domain)
            return Optional.of(
                    everyone(
                            domain,
                            "the domain " + domain.id()
                                    + (domain.deleted()
                                            ? " is the organisation's own no more: what goes there leaves it"
                                            : " becomes the organisation's own: what goes there, and below it, doesn't leave it")));
        if (after instanceof Tool tool && before instanceof Tool known) return tool(known, tool);
        if (after instanceof Role role) return role((Role) before, role);
        return Optional.empty();
    }

    private static Optional<FarEntry> tool(Tool before, Tool after) {
        if (after.deleted())
            return before.labels().isEmpty()
                    ? Optional.empty()
                    : Optional.of(everyone(
                            before,
                            "the tool " + before.id() + " goes, and with it its labels " + labels(before)
                                    + "; it may come back without"));
        if (!before.labels().equals(after.labels()))
            return Optional.of(everyone(
                    after,
                    "the tool " + after.id() + " has the labels " + labels(before) + " and gets " + labels(after)));
        return before.application().equals(after.application())
                ? Optional.empty()
                : Optional.of(everyone(
                        after,
                        "the tool " + after.id() + " moves from the application " + before.application() + " to "
                                + after.application()));
    }

    private static Optional<FarEntry> role(@Nullable Role before, Role after) {
        if (after.deleted()) return Optional.empty();
        var inherits = added(before == null ? List.of() : before.inherits(), after.inherits());
        var departments =
                added(before == null ? List.of() : before.birthrightDepartments(), after.birthrightDepartments());
        var isNew = before == null;
        if (isNew && (inherits.isEmpty() || departments.isEmpty())) return Optional.empty();
        if (inherits.isEmpty() && departments.isEmpty()) return Optional.empty();
        var reaches = inherits.isEmpty() ? departments : Set.copyOf(after.birthrightDepartments());
        return Optional.of(new FarEntry(
                after.key(),
                "the role " + after.id()
                        + (inherits.isEmpty() ? "" : " inherits " + String.join(", ", inherits) + " too")
                        + (departments.isEmpty()
                                ? ""
                                : " becomes a birthright of "
                                        + (departments.contains("*") ? "everyone" : String.join(", ", departments))),
                reaches,
                isNew || inherits.isEmpty() ? Set.of() : Set.of(after.id())));
    }

    private static Set<String> added(Collection<String> before, Collection<String> after) {
        var added = new HashSet<>(after);
        added.removeAll(before);
        return Set.copyOf(added);
    }

    private static FarEntry everyone(CatalogEntry entry, String what) {
        return new FarEntry(entry.key(), what, EVERYONE, Set.of());
    }

    private static String labels(Tool tool) {
        return tool.labels().isEmpty()
                ? "none"
                : tool.labels().stream().map(ToolLabel::text).collect(Collectors.joining(" "));
    }
}
