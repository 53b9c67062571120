package dev.mandate.authz.engine.cedar;

import org.jspecify.annotations.Nullable;

/**
 * Which principals, or which resources, a policy is about.
 *
 * @param type only entities of this type, if not null
 * @param entity only this entity or, if {@code within}, also all its descendants; any if null
 */
public record EntityScope(@Nullable String type, @Nullable EntityUid entity, boolean within) {

    public static final EntityScope ANY = new EntityScope(null, null, false);

    public static EntityScope exactly(EntityUid entity) {
        return new EntityScope(null, entity, false);
    }

    public static EntityScope in(EntityUid group) {
        return new EntityScope(null, group, true);
    }

    public static EntityScope is(String type) {
        return new EntityScope(type, null, false);
    }

    public static EntityScope isIn(String type, EntityUid group) {
        return new EntityScope(type, group, true);
    }

    boolean admitsType(EntityUid uid) {
        return type == null || type.equals(uid.type());
    }
}
