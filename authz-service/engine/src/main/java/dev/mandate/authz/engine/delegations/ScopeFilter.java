package dev.mandate.authz.engine.delegations;

import dev.mandate.authz.engine.cedar.EntityUid;
import dev.mandate.authz.engine.cedar.LongValue;
import dev.mandate.authz.engine.cedar.StringValue;
import dev.mandate.authz.engine.cedar.Value;
import dev.mandate.authz.engine.cedar.filter.Condition;
import dev.mandate.authz.engine.cedar.filter.Condition.Operator;
import dev.mandate.authz.engine.cedar.filter.Conditions;
import dev.mandate.authz.engine.cedar.filter.NotAFilter;
import dev.mandate.authz.engine.cedar.filter.UnknownResource;
import dev.mandate.authz.engine.cedar.filter.UnknownResource.Declared;
import dev.mandate.authz.engine.cedar.filter.UnknownResource.Kind;
import dev.mandate.events.identity.Constraint;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.lifecycle.ResourceType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which resources lie inside what one delegation names, where {@link ScopeCheck} says it of one: by its limits on their attributes. */
public final class ScopeFilter {
    private static final BigDecimal LOWEST = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal HIGHEST = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final int MOST_PLACES = 40;

    private ScopeFilter() {}

    /**
     * Null where the delegation doesn't name the action at all.
     *
     * @param action as scopes name it
     * @throws NotAFilter if a limit can't be told as a condition
     */
    public static @Nullable Condition of(DelegationState delegation, String action, UnknownResource resource) {
        var inside = new ArrayList<Condition>();
        var limited = new HashSet<String>();
        var named = false;
        for (var scope : delegation.scope()) {
            if (!scope.tool().equals(action)) continue;
            named = true;
            var all = new ArrayList<Condition>();
            for (var limit : scope.constraints()) {
                // Long texts that are compared more than once may be beyond what a call's limits are compared with.
                var declared = resource.attributes().get(limit.argument());
                if (declared != null && isText(declared) && !limited.add(limit.argument()))
                    throw NotAFilter.lookingAt("more than one limit on " + limit.argument());
                all.add(of(limit, resource));
            }
            inside.add(Conditions.all(all));
        }
        return named ? Conditions.any(inside) : null;
    }

    private static Condition of(Constraint limit, UnknownResource resource) {
        var name = limit.argument();
        if (limit.holdsWithout()) throw NotAFilter.lookingAt("a limit on " + name + " where it is there");
        if (name.equals(ResourceType.PARENTS)) throw NotAFilter.lookingAt("a limit on what resources are in");
        var declared = resource.attributes().get(name);
        if (declared == null) return Conditions.NEVER;
        if (declared.kind() == Kind.STRINGS) throw NotAFilter.lookingAt("a limit on each element of " + name);
        var values = limit.values();
        return switch (limit.operator()) {
            case AT_MOST -> between(BigDecimal.ZERO, new BigDecimal(values.get(0)), name, declared);
            case AT_LEAST -> between(new BigDecimal(values.get(0)), HIGHEST, name, declared);
            case BETWEEN -> between(new BigDecimal(values.get(0)), new BigDecimal(values.get(1)), name, declared);
            case ONE_OF -> isText(declared) ? Conditions.among(name, named(values, declared)) : Conditions.NEVER;
            case STARTS_WITH, PATH_UNDER, URL_UNDER, DOMAIN_IN -> {
                if (!isText(declared)) yield Conditions.NEVER;
                throw NotAFilter.lookingAt("where the path, URL or address in " + name + " leads");
            }
            // No more of tools than of resources: what is done to these isn't counted.
            case CALLS -> Conditions.NEVER;
        };
    }

    private static boolean isText(Declared declared) {
        return declared.kind() == Kind.STRING || declared.kind() == Kind.ENTITY;
    }

    private static List<? extends Value> named(List<String> values, Declared declared) {
        return declared.kind() == Kind.STRING
                ? values.stream().map(StringValue::new).toList()
                : values.stream()
                        .map(id -> new EntityUid(declared.entityType(), id))
                        .toList();
    }

    private static Condition between(BigDecimal lowest, BigDecimal highest, String name, Declared declared) {
        if (declared.kind() != Kind.LONG || lowest.compareTo(HIGHEST) > 0 || highest.compareTo(LOWEST) < 0)
            return Conditions.NEVER;
        var least = whole(lowest.max(LOWEST), RoundingMode.CEILING);
        var most = whole(highest.min(HIGHEST), RoundingMode.FLOOR);
        return Conditions.all(bound(name, Operator.GE, least), bound(name, Operator.LE, most));
    }

    private static long whole(BigDecimal number, RoundingMode towards) {
        if (number.scale() > MOST_PLACES) throw NotAFilter.lookingAt("a limit of too many places");
        return number.setScale(0, towards).longValueExact();
    }

    private static Condition bound(String name, Operator operator, long value) {
        var none = operator == Operator.LE ? Long.MAX_VALUE : Long.MIN_VALUE;
        return value == none ? Conditions.has(name) : Conditions.test(name, operator, List.of(new LongValue(value)));
    }
}
