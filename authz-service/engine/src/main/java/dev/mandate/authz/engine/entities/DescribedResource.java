package dev.mandate.authz.engine.entities;

import dev.mandate.authz.engine.cedar.BoolValue;
import dev.mandate.authz.engine.cedar.EntityRecord;
import dev.mandate.authz.engine.cedar.EntityUid;
import dev.mandate.authz.engine.cedar.LongValue;
import dev.mandate.authz.engine.cedar.Value;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.AttributeType;
import dev.mandate.events.lifecycle.ResourceType;
import java.math.BigInteger;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One resource of an application as a question describes it: an entity for policies if it is as declared, else what isn't. */
public sealed interface DescribedResource {
    /** In how many resources one can be said to be. */
    int MOST_GROUPS = 32;

    record AsDeclared(EntityRecord entity) implements DescribedResource {}

    /**
     * Not as declared.
     *
     * @param attribute the first that is wrong
     * @param explanation a sentence without what was given, which may be anything
     */
    record Wrong(String attribute, String explanation) implements DescribedResource {}

    /** @param properties as the question gives them, with the resources that it is in as {@code parents: [{type, id}]} */
    static DescribedResource of(DeclaredType declared, String id, Map<?, ?> properties) {
        var type = declared.type();
        for (var name : properties.keySet())
            if (!type.attributes().containsKey(name) && !ResourceType.PARENTS.equals(name))
                return wrong(String.valueOf(name), "isn't declared for " + type.type() + ", which has " + has(type));
        var values = new HashMap<String, Value>();
        for (var attribute : type.attributes().entrySet()) {
            var name = attribute.getKey();
            var given = properties.get(name);
            if (given == null && type.optional().contains(name)) continue;
            if (given == null) return wrong(name, "is missing, and declared for every " + type.type());
            var value = value(attribute.getValue(), given);
            if (value == null)
                return wrong(name, "is declared as " + attribute.getValue().text() + " and given as something else");
            values.put(name, value);
        }
        var groups = groups(declared, properties.get(ResourceType.PARENTS));
        if (groups == null)
            return wrong(
                    ResourceType.PARENTS,
                    "must be a list of at most " + MOST_GROUPS + " objects with type and id, the type one of "
                            + (declared.groupTypes().isEmpty()
                                    ? "none"
                                    : names(declared.groupTypes().keySet())));
        groups.add(new EntityUid(CedarNames.APPLICATION, declared.application().id()));
        return new AsDeclared(new EntityRecord(new EntityUid(declared.entityType(), id), values, Map.of(), groups));
    }

    private static Wrong wrong(String attribute, String what) {
        var name = attribute.length() > 60 ? attribute.substring(0, 60) : attribute;
        return new Wrong(name, "The attribute " + name + " " + what + "; a resource as declared changes this.");
    }

    private static String has(ResourceType type) {
        return type.attributes().isEmpty() ? "none" : names(type.attributes().keySet());
    }

    private static String names(Collection<String> names) {
        return String.join(", ", names.stream().sorted().toList());
    }

    private static @Nullable Value value(AttributeType type, Object given) {
        return switch (type) {
            case STRING -> given instanceof String text ? CedarValues.text(text) : null;
            case LONG -> whole(given);
            case BOOLEAN -> given instanceof Boolean flag ? BoolValue.of(flag) : null;
            case STRINGS -> given instanceof List<?> list ? texts(list) : null;
            case PERSON -> identity(given, CedarNames.PERSON, true);
            case AGENT -> identity(given, CedarNames.AGENT, false);
        };
    }

    private static @Nullable Value whole(Object given) {
        if (given instanceof BigInteger big) return big.bitLength() > 63 ? null : new LongValue(big.longValue());
        if (given instanceof Integer || given instanceof Long) return new LongValue(((Number) given).longValue());
        return null;
    }

    private static @Nullable Value texts(List<?> list) {
        for (var element : list) if (!(element instanceof String)) return null;
        return CedarValues.texts(list.stream().map(String::valueOf).toList());
    }

    private static @Nullable Value identity(Object given, String type, boolean person) {
        if (!(given instanceof String text)) return null;
        try {
            return new IdentityId(text).isPerson() == person ? new EntityUid(type, text) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable Set<EntityUid> groups(DeclaredType declared, @Nullable Object given) {
        var groups = new HashSet<EntityUid>();
        if (given == null) return groups;
        if (!(given instanceof List<?> list) || list.size() > MOST_GROUPS) return null;
        for (var one : list) {
            if (!(one instanceof Map<?, ?> named) || named.size() != 2) return null;
            var type = named.get("type") instanceof String text
                    ? declared.groupTypes().get(text)
                    : null;
            if (type == null || !(named.get("id") instanceof String id)) return null;
            groups.add(new EntityUid(type, id));
        }
        return groups;
    }
}
