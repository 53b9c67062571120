package dev.mandate.lifecycle.catalog;

import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.lifecycle.CatalogEntry.Domain;
import dev.mandate.events.lifecycle.CatalogEntry.Model;
import dev.mandate.events.lifecycle.CatalogEntry.Role;
import dev.mandate.events.lifecycle.CatalogEntry.Surface;
import dev.mandate.events.lifecycle.CatalogEntry.Tool;
import dev.mandate.events.lifecycle.ToolLabel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An entry whose change reaches far: policies and rules go by the labels, the trusted fields, the application and the description of tools, by tags of models
 * and surfaces, by the organisation's own domains and by roles, permits and forbids alike. What goes may come back as something else. A
 * tool that is new reaches nobody before somebody may use it, and neither does a role that is nobody's birthright.
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
        if (after instanceof Model model) return model((Model) before, model);
        if (after instanceof Surface surface) return surface((Surface) before, surface);
        if (after instanceof Role role) return role((Role) before, role);
        return Optional.empty();
    }

    private static Optional<FarEntry> tool(Tool before, Tool after) {
        if (after.deleted())
            return Optional.of(everyone(
                    before,
                    "the tool " + before.id() + " of " + before.application() + " goes, and with it its labels "
                            + labels(before)
                            + (before.trustedFieldsOrNone().isEmpty() ? "" : " and trusted fields " + trusted(before))
                            + "; it may come back otherwise"));
        var changes = new ArrayList<String>();
        if (!before.labels().equals(after.labels()))
            changes.add("the tool " + after.id() + " has the labels " + labels(before) + " and gets " + labels(after));
        if (!before.trustedFieldsOrNone().equals(after.trustedFieldsOrNone()))
            changes.add("of what the tool " + after.id() + " shows, strangers are said to write all" + but(before)
                    + ", and will be said to write all" + but(after)
                    + (after.trustedFieldsOrNone().isEmpty()
                            ? ""
                            : ", so that whom that names is held as none of theirs"));
        if (!before.application().equals(after.application()))
            changes.add("the tool " + after.id() + " moves from the application " + before.application() + " to "
                    + after.application());
        if (before.server() != null
                && after.server() != null
                && !before.server().equals(after.server()))
            changes.add("the tool " + after.id() + " moves from the MCP server " + before.server() + " to "
                    + after.server());
        if (!Objects.equals(before.description(), after.description()))
            changes.add("what the tool " + after.id() + " does, which tasks are held against, is described as: "
                    + (after.description() == null ? "nothing" : PlainText.quoted(after.description())));
        return changes.isEmpty() ? Optional.empty() : Optional.of(everyone(after, String.join("; ", changes)));
    }

    private static Optional<FarEntry> model(@Nullable Model before, Model after) {
        if (before == null)
            return Optional.of(everyone(
                    after,
                    "the model " + after.id() + " is new, of the provider " + after.provider() + ", with the tags "
                            + tags(after.tags())));
        if (!after.deleted() && !before.provider().equals(after.provider()))
            return Optional.of(everyone(
                    after,
                    "the model " + after.id() + " is provided by " + before.provider() + " and gets the provider "
                            + after.provider()));
        if (after.deleted()) return Optional.of(gone("model", before, before.tags()));
        return tags("model", after, before.tags(), after.tags());
    }

    private static Optional<FarEntry> surface(@Nullable Surface before, Surface after) {
        var tags = before == null ? Set.<String>of() : before.tags();
        var was = before == null ? "nobody" : who(before);
        if (after.deleted())
            return tags.isEmpty() && was.equals("nobody")
                    ? Optional.empty()
                    : Optional.of(gone("surface", after, tags));
        var will = who(after);
        if (!was.equals(will))
            return Optional.of(
                    everyone(after, "on the surface " + after.id() + " is " + was + ", and will be " + will));
        return tags("surface", after, tags, after.tags());
    }

    private static String who(Surface surface) {
        var clients = surface.clientsOrNone();
        var networks = surface.networksOrNone();
        var issuers = surface.issuersOrNone();
        if (clients.isEmpty() && networks.isEmpty() && issuers.isEmpty()) return "nobody";
        return (clients.isEmpty() ? "who comes" : "who comes by the clients " + tags(clients))
                + (networks.isEmpty() ? "" : " from the networks " + tags(networks))
                + (issuers.isEmpty() ? "" : " whom one of these issuers puts there: " + tags(issuers));
    }

    private static FarEntry gone(String kind, CatalogEntry entry, Set<String> tags) {
        return everyone(
                entry,
                "the " + kind + " " + entry.id() + " goes, and with it its tags " + tags(tags)
                        + "; it may come back otherwise");
    }

    private static Optional<FarEntry> tags(String kind, CatalogEntry entry, Set<String> before, Set<String> after) {
        return before.equals(after)
                ? Optional.empty()
                : Optional.of(everyone(
                        entry,
                        "the " + kind + " " + entry.id() + " has the tags " + tags(before) + " and gets "
                                + tags(after)));
    }

    private static Optional<FarEntry> role(@Nullable Role before, Role after) {
        if (after.deleted()) return before == null ? Optional.empty() : Optional.of(gone(before));
        var inherited = before == null ? List.<String>of() : before.inherits();
        var departments = before == null ? List.<String>of() : before.birthrightDepartments();
        var gives = !Set.copyOf(inherited).equals(Set.copyOf(after.inherits()));
        var touched = new TreeSet<>(added(departments, after.birthrightDepartments()));
        touched.addAll(added(after.birthrightDepartments(), departments));
        if (touched.isEmpty() && (before == null || !gives)) return Optional.empty();
        if (gives) touched.addAll(after.birthrightDepartments());
        return Optional.of(new FarEntry(
                after.key(),
                "the role " + after.id()
                        + words(" inherits ", added(inherited, after.inherits()), " too")
                        + words(" inherits ", added(after.inherits(), inherited), " no more")
                        + words(" becomes a birthright of ", added(departments, after.birthrightDepartments()), "")
                        + words(" is a birthright of ", added(after.birthrightDepartments(), departments), " no more"),
                touched,
                before != null && gives ? Set.of(after.id()) : Set.of()));
    }

    private static FarEntry gone(Role role) {
        return new FarEntry(
                role.key(),
                "the role " + role.id() + " goes: whoever holds it holds it no more",
                Set.copyOf(role.birthrightDepartments()),
                Set.of(role.id()));
    }

    /** Of what is meant, {@code *} is everyone; nothing where nobody is. */
    private static String words(String before, Set<String> meant, String after) {
        if (meant.isEmpty()) return "";
        return before + (meant.contains("*") ? "everyone" : String.join(", ", meant)) + after;
    }

    private static Set<String> added(Collection<String> before, Collection<String> after) {
        var added = new TreeSet<>(after);
        added.removeAll(before);
        return added;
    }

    private static FarEntry everyone(CatalogEntry entry, String what) {
        return new FarEntry(entry.key(), what, EVERYONE, Set.of());
    }

    private static String labels(Tool tool) {
        return tool.labels().isEmpty()
                ? "none"
                : tool.labels().stream().map(ToolLabel::text).collect(Collectors.joining(" "));
    }

    private static String but(Tool tool) {
        return tool.trustedFieldsOrNone().isEmpty() ? "" : " but " + trusted(tool);
    }

    private static String trusted(Tool tool) {
        return tool.trustedFieldsOrNone().stream()
                .map(field -> PlainText.quoted(field.pointer()))
                .collect(Collectors.joining(" "));
    }

    private static String tags(Set<String> tags) {
        return tags.isEmpty() ? "none" : String.join(" ", tags);
    }
}
