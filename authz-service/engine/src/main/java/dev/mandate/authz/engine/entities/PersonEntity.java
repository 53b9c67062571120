package dev.mandate.authz.engine.entities;

import dev.mandate.authz.engine.cedar.BoolValue;
import dev.mandate.authz.engine.cedar.DatetimeValue;
import dev.mandate.authz.engine.cedar.Entity;
import dev.mandate.authz.engine.cedar.EntityUid;
import dev.mandate.authz.engine.cedar.RecordValue;
import dev.mandate.authz.engine.cedar.Value;
import dev.mandate.events.hr.WorkerAttributes;
import dev.mandate.events.identity.DevicePosture;
import dev.mandate.events.lifecycle.AccessState;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A person as policies see him.
 *
 * @param device what is known now of the device that he uses; null where nothing is
 * @param ancestors the roles that he holds now, with all that they inherit
 */
public record PersonEntity(
        EntityUid uid,
        @Nullable WorkerAttributes attributes,
        @Nullable DevicePosture device,
        Set<EntityUid> ancestors) implements Entity {

    static PersonEntity of(AccessState access, @Nullable DevicePosture device, Catalogue catalogue, Instant now) {
        var roles = new HashSet<EntityUid>();
        for (var grant : access.grants()) if (grant.validAt(now)) roles.addAll(catalogue.heldWith(grant.role()));
        return new PersonEntity(
                new EntityUid(CedarNames.PERSON, access.identity().value()), access.attributes(), device, roles);
    }

    /** The same person, if he held more roles: to find out what would change an answer. */
    public PersonEntity with(Set<EntityUid> more) {
        var roles = new HashSet<>(ancestors);
        roles.addAll(more);
        return new PersonEntity(uid, attributes, device, roles);
    }

    @Override
    public @Nullable Value attribute(String name) {
        if (name.equals("device")) return device == null ? null : known(device);
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

    private static RecordValue known(DevicePosture device) {
        return new RecordValue(Map.of(
                "compliant",
                BoolValue.of(device.compliant()),
                "source",
                CedarValues.text(device.source()),
                "at",
                new DatetimeValue(device.at().toEpochMilli())));
    }

    @Override
    public @Nullable Value tag(String name) {
        return null;
    }
}
