package dev.mandate.authz.engine.entities;

import dev.mandate.authz.engine.cedar.EntityUid;
import dev.mandate.authz.engine.cedar.filter.UnknownResource;
import dev.mandate.authz.engine.cedar.filter.UnknownResource.Kind;
import dev.mandate.events.lifecycle.AttributeType;
import dev.mandate.events.lifecycle.CatalogEntry.Application;
import dev.mandate.events.lifecycle.ResourceType;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A type of resources as an application declares it, by the names that policies have for it: those of {@code invoicing} are in the
 * namespace {@code Invoicing}, its {@code credit-note} is {@code Invoicing::CreditNote}, what may be done with one
 * {@code Invoicing::Action::"approve"}.
 *
 * @param entityType of its resources
 * @param groupTypes by type, the Cedar types of all that one of its resources can be in
 */
public record DeclaredType(
        Application application, ResourceType type, String entityType, Map<String, String> groupTypes) {

    /** All that an application declares. */
    public static List<DeclaredType> of(Application application) {
        var types = application.resourceTypes().stream().collect(Collectors.toMap(ResourceType::type, it -> it));
        return application.resourceTypes().stream()
                .map(type -> of(application, type, types))
                .toList();
    }

    private static DeclaredType of(Application application, ResourceType type, Map<String, ResourceType> all) {
        var groups = new HashMap<String, String>();
        var open = new ArrayDeque<>(type.parents());
        while (!open.isEmpty()) {
            var parent = open.remove();
            if (groups.putIfAbsent(parent, CedarNames.ownType(application.id(), parent)) != null) continue;
            var declared = all.get(parent);
            if (declared != null) open.addAll(declared.parents());
        }
        return new DeclaredType(
                application, type, CedarNames.ownType(application.id(), type.type()), Map.copyOf(groups));
    }

    /** What is known of each of them. */
    public UnknownResource each() {
        var attributes = new HashMap<String, UnknownResource.Declared>();
        type.attributes()
                .forEach((name, of) ->
                        attributes.put(name, declared(of, type.optional().contains(name))));
        var parents = new HashMap<String, String>();
        groupTypes.forEach((name, cedar) -> parents.put(cedar, name));
        return new UnknownResource(
                entityType, attributes, parents, Set.of(new EntityUid(CedarNames.APPLICATION, application.id())));
    }

    private static UnknownResource.Declared declared(AttributeType type, boolean optional) {
        return switch (type) {
            case STRING -> new UnknownResource.Declared(Kind.STRING, "", optional);
            case LONG -> new UnknownResource.Declared(Kind.LONG, "", optional);
            case BOOLEAN -> new UnknownResource.Declared(Kind.BOOL, "", optional);
            case STRINGS -> new UnknownResource.Declared(Kind.STRINGS, "", optional);
            case PERSON -> new UnknownResource.Declared(Kind.ENTITY, CedarNames.PERSON, optional);
            case AGENT -> new UnknownResource.Declared(Kind.ENTITY, CedarNames.AGENT, optional);
        };
    }

    public EntityUid action(String name) {
        return new EntityUid(CedarNames.namespace(application.id()) + "::Action", name);
    }

    /** As a delegation's scope names it; no tool has such a name. */
    public String inScope(String action) {
        return application.id() + "/" + type.type() + ":" + action;
    }
}
