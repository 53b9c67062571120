package dev.mandate.lifecycle.access;

import dev.mandate.events.digests.Sha256;
import dev.mandate.events.ids.GrantId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.lifecycle.Grant;
import dev.mandate.events.lifecycle.Origin;
import dev.mandate.lifecycle.workers.WorkerSnapshot;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Roles that a worker holds without asking. Computed anew each time, ids included, so that the same facts give the same grants. */
final class Birthrights {
    private static final String EVERYONE = "*";

    private Birthrights() {}

    /** Ordered by role; empty for who doesn't work here. */
    static List<Grant> of(IdentityId identity, WorkerSnapshot standing, Collection<CatalogEntry.Role> roles) {
        if (!standing.active()) return List.of();
        return roles.stream()
                .sorted(java.util.Comparator.comparing(CatalogEntry.Role::id))
                .flatMap(role -> of(identity, standing, role).stream())
                .toList();
    }

    private static Optional<Grant> of(IdentityId identity, WorkerSnapshot standing, CatalogEntry.Role role) {
        var department = standing.attributes().department();
        if (role.birthrightDepartments().contains(EVERYONE))
            return Optional.of(
                    grant(identity, role, standing.employmentFrom(), EVERYONE, "birthright of every worker"));
        if (role.birthrightDepartments().contains(department))
            return Optional.of(
                    grant(identity, role, standing.departmentSince(), department, "birthright of " + department));
        return Optional.empty();
    }

    private static Grant grant(IdentityId identity, CatalogEntry.Role role, Instant from, String rule, String reason) {
        var id = new GrantId(GrantId.PREFIX
                + Sha256.of(identity + "\n" + role.id() + "\n" + from).hex(16));
        return new Grant(id, role.id(), Grant.Kind.BIRTHRIGHT, from, null, reason, Origin.birthright(rule), null);
    }
}
