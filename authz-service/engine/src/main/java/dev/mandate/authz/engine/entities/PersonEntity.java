package dev.mandate.authz.engine.entities;

import dev.mandate.authz.engine.cedar.Entity;
import dev.mandate.authz.engine.cedar.EntityUid;
import dev.mandate.authz.engine.cedar.Value;
import dev.mandate.events.hr.WorkerAttributes;
import dev.mandate.events.lifecycle.AccessState;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A person as policies see him.
 *
 * @param ancestors the roles that he holds now, with all that they inherit
 */
public record PersonEntity(EntityUid uid, @Nullable WorkerAttributes attributes, Set<EntityUid> ancestors)
        implements Entity {

    static PersonEntity of(AccessState access, Catalogue catalogue, Instant now) {
        var roles = new HashSet<EntityUid>();
        for (var grant : access.grants()) if (grant.validAt(now)) roles.addAll(catalogue.heldWith(grant.role()));
        return new PersonEntity(
                new EntityUid(CedarNames.PERSON, access.identity().value()), access.attributes(), roles);
    }

    /** The same person, if he held more roles: to find out what would change an answer. */
    public PersonEntity with(Set<EntityUid> more) {
        var roles = new HashSet<>(ancestors);
        roles.addAll(more);
        return new PersonEntity(uid, attributes, roles);
    }

    @Override
    public @Nullable Value attribute(String name) {
        if (attributes == null) return null;
        return switch (name) {
            case "department" -> CedarValues.text(attributes.department());
            case "title" -> CedarValues.text(attributes.title());
            case "country" -> CedarValues.text(attributes.country());
            // Like no address: a policy that asks for some can't be met by who has none, and none fails over him.
            case "email" -> CedarValues.text(attributes.email() == null ? "" : attributes.email());
            default -> null;
        };
    }

    @Override
    public @Nullable Value tag(String name) {
        return null;
    }
}
