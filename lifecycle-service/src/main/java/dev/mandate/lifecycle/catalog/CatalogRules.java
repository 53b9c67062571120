package dev.mandate.lifecycle.catalog;

import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.lifecycle.MandateRole;
import dev.mandate.events.lifecycle.ToolLabel;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the catalogue as a whole must satisfy: nothing refers to what isn't there, nothing inherits itself. */
final class CatalogRules {
    private static final int MAX_TITLE = 200;

    /** What everybody's record on {@code lifecycle.access.v1} has room for; one role can inherit many. */
    private static final int MAX_BIRTHRIGHTS = 50;

    private static final Pattern DOMAIN =
            Pattern.compile("(?=.{1,120}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]");

    private CatalogRules() {}

    /** @param after the catalogue with the entry, and everything that comes with it, in place */
    static Optional<Fault> check(CatalogEntry entry, Snapshot after) {
        if (entry instanceof CatalogEntry.Role role) return role(role, after);
        if (entry instanceof CatalogEntry.Application application) {
            var resources = ResourceTypeRules.check(application, after);
            return resources.isPresent() ? resources : title(application.title());
        }
        if (entry instanceof CatalogEntry.Tool tool) return tool(tool, after);
        if (entry instanceof CatalogEntry.Model model) return title(model.title());
        if (entry instanceof CatalogEntry.Surface surface) return title(surface.title());
        return DOMAIN.matcher(entry.id()).matches()
                ? Optional.empty()
                : fault("/id", "a domain is written in lower case, such as acme.example");
    }

    /** Why an entry can't be deleted: the first one that needs it. */
    static Optional<Fault> checkDelete(CatalogEntry entry, Snapshot before) {
        if (entry instanceof CatalogEntry.Application)
            return before.live(CatalogEntry.Tool.class)
                    .filter(tool -> tool.application().equals(entry.id()))
                    .findFirst()
                    .flatMap(tool -> fault("", "tool " + tool.id() + " belongs to it; delete that first"));
        if (entry instanceof CatalogEntry.Role)
            return before.live(CatalogEntry.Role.class)
                    .filter(role -> role.inherits().contains(entry.id()))
                    .findFirst()
                    .flatMap(role -> fault("", "role " + role.id() + " inherits it; change that first"));
        return Optional.empty();
    }

    private static Optional<Fault> role(CatalogEntry.Role role, Snapshot after) {
        if (MandateRole.isReserved(role.id())) {
            if (MandateRole.of(role.id()).isEmpty())
                return fault("/id", "roles that begin with mandate- are Mandate's own: " + MandateRole.ids());
            if (!role.birthrightDepartments().isEmpty() || !role.inherits().isEmpty())
                return fault(
                        "/inherits", "a role of Mandate itself is granted, and neither inherits nor is a birthright");
        }
        for (int i = 0; i < role.inherits().size(); i++) {
            var parent = role.inherits().get(i);
            if (MandateRole.isReserved(parent))
                return fault("/inherits/" + i, "a role of Mandate itself is granted, and not inherited");
            if (after.live(Kind.ROLE, parent).isEmpty()) return fault("/inherits/" + i, "there is no role " + parent);
            if (reaches(parent, role.id(), after))
                return fault("/inherits/" + i, "role " + parent + " inherits " + role.id() + " itself");
        }
        for (int i = 0; i < role.birthrightDepartments().size(); i++) {
            var department = role.birthrightDepartments().get(i);
            if (department.isBlank())
                return fault("/birthrightDepartments/" + i, "name a department, or * for every worker");
            if (after.birthrightsOf(department) > MAX_BIRTHRIGHTS)
                return fault(
                        "/birthrightDepartments/" + i,
                        "nobody has more than " + MAX_BIRTHRIGHTS + " birthrights; let one role inherit others");
        }
        return title(role.title());
    }

    private static boolean reaches(String from, String to, Snapshot after) {
        var seen = new HashSet<String>();
        var open = new ArrayDeque<String>();
        open.add(from);
        while (!open.isEmpty()) {
            var id = open.remove();
            if (id.equals(to)) return true;
            if (!seen.add(id)) continue;
            after.live(Kind.ROLE, id).ifPresent(entry -> open.addAll(((CatalogEntry.Role) entry).inherits()));
        }
        return false;
    }

    private static Optional<Fault> tool(CatalogEntry.Tool tool, Snapshot after) {
        if (after.live(Kind.APPLICATION, tool.application()).isEmpty())
            return fault("/application", "there is no application " + tool.application());
        var schema = ArgumentsSchema.check(tool.argumentsSchema());
        if (schema.isPresent()) return schema;
        var description = tool.description();
        if (description != null && (description.isBlank() || description.length() > CatalogEntry.Tool.MAX_DESCRIPTION))
            return fault(
                    "/description",
                    "a description has 1 to " + CatalogEntry.Tool.MAX_DESCRIPTION + " characters, or is left out");
        if (tool.trustedFields() != null && !tool.labels().contains(ToolLabel.UNTRUSTED))
            return fault(
                    "/trustedFields",
                    "only a tool with the label untrusted has trusted fields: without it all that the tool shows is trusted");
        return title(tool.title());
    }

    private static Optional<Fault> title(String title) {
        return title.isBlank() || title.length() > MAX_TITLE
                ? fault("/title", "a title has 1 to " + MAX_TITLE + " characters")
                : Optional.empty();
    }

    private static Optional<Fault> fault(String field, String message) {
        return Optional.of(new Fault(field, message));
    }
}
