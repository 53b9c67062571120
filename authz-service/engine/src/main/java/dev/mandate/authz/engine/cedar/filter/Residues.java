package dev.mandate.authz.engine.cedar.filter;

import dev.mandate.authz.engine.cedar.BoolValue;
import dev.mandate.authz.engine.cedar.EntityScope;
import dev.mandate.authz.engine.cedar.EntityUid;
import dev.mandate.authz.engine.cedar.SetValue;
import dev.mandate.authz.engine.cedar.StringValue;
import dev.mandate.authz.engine.cedar.Value;
import dev.mandate.authz.engine.cedar.filter.Condition.Operator;
import dev.mandate.authz.engine.cedar.filter.Residue.Failing;
import dev.mandate.authz.engine.cedar.filter.Residue.Itself;
import dev.mandate.authz.engine.cedar.filter.Residue.Known;
import dev.mandate.authz.engine.cedar.filter.Residue.Listed;
import dev.mandate.authz.engine.cedar.filter.Residue.OfResource;
import dev.mandate.authz.engine.cedar.filter.UnknownResource.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Cedar's operators on what isn't known: each says the same as it would of every single resource, an error too. */
public final class Residues {
    private Residues() {}

    /** Errors and what is known are the same whatever the operator. */
    public static Residue unary(
            Residue argument, Partial in, Function<Value, Value> operator, Function<Residue, Residue> otherwise) {
        if (argument instanceof Failing) return argument;
        if (argument instanceof Known known) return in.known(evaluation -> operator.apply(known.value()));
        return otherwise.apply(settled(argument));
    }

    /** What depends on nothing any more is known. */
    public static Residue settled(Residue residue) {
        if (!(residue instanceof Truth truth)) return residue;
        if (truth.isTrue()) return new Known(BoolValue.of(true));
        if (truth.isFalse()) return new Known(BoolValue.of(false));
        return truth.defined().equals(Conditions.NEVER) ? Residue.FAILING : truth;
    }

    public static Residue and(Residue left, Supplier<Residue> right) {
        var first = left.truth();
        if (first.holds().equals(Conditions.NEVER)) return settled(first);
        return settled(first.and(right.get().truth()));
    }

    public static Residue or(Residue left, Supplier<Residue> right) {
        var first = left.truth();
        if (first.isTrue() || first.defined().equals(Conditions.NEVER)) return settled(first);
        return settled(first.or(right.get().truth()));
    }

    public static Residue choose(Residue guard, Supplier<Residue> then, Supplier<Residue> otherwise) {
        var first = guard.truth();
        if (first.defined().equals(Conditions.NEVER)) return Residue.FAILING;
        if (first.isTrue()) return then.get();
        if (first.isFalse()) return otherwise.get();
        var one = then.get();
        var other = otherwise.get();
        if (isTruth(one) && isTruth(other)) return settled(first.choose(one.truth(), other.truth()));
        throw NotAFilter.lookingAt("what depends on the resource by if, then and else");
    }

    static boolean isTruth(Residue residue) {
        return residue instanceof Truth
                || residue instanceof Failing
                || residue instanceof Known known && known.value() instanceof BoolValue
                || residue instanceof OfResource of && of.declared().kind() == Kind.BOOL;
    }

    public static Residue attribute(Residue owner, String name, Partial in) {
        if (!(owner instanceof Itself)) return beyond(owner);
        var declared = in.resource().attributes().get(name);
        return declared == null ? Residue.FAILING : new OfResource(name, declared);
    }

    public static Residue has(Residue owner, String name, Partial in) {
        if (!(owner instanceof Itself)) return beyond(owner);
        var declared = in.resource().attributes().get(name);
        if (declared == null) return Truth.of(false);
        return declared.optional() ? new Truth(Conditions.has(name), Conditions.ALWAYS) : Truth.of(true);
    }

    /** Of an attribute of the resource that names an entity, or is none. */
    private static Residue beyond(Residue owner) {
        if (owner instanceof OfResource of && of.declared().kind() == Kind.ENTITY)
            throw NotAFilter.lookingAt("what is known of the one in " + of.name());
        if (owner instanceof OfResource || owner instanceof Truth) return Residue.FAILING;
        throw NotAFilter.lookingAt("a set or record that has something of the resource");
    }

    public static Residue like(Residue text, List<String> literals) {
        if (!(text instanceof OfResource of) || of.declared().kind() != Kind.STRING) return Residue.FAILING;
        return of.truth(Conditions.test(
                of.name(),
                Operator.LIKE,
                literals.stream().map(StringValue::new).toList()));
    }

    public static Truth is(Residue entity, String type, Partial in) {
        if (entity instanceof Itself) return Truth.of(in.resource().type().equals(type));
        if (entity instanceof OfResource of && of.declared().kind() == Kind.ENTITY)
            return of.truth(Conditions.constant(of.declared().entityType().equals(type)));
        return Truth.ERROR;
    }

    /** Whether the resource lies in the scope of a policy. */
    public static Condition scope(EntityScope scope, UnknownResource resource) {
        if (scope.type() != null && !scope.type().equals(resource.type())) return Conditions.NEVER;
        var entity = scope.entity();
        if (entity == null) return Conditions.ALWAYS;
        return scope.within() ? within(entity, resource) : isIt(entity, resource);
    }

    static Condition isIt(EntityUid uid, UnknownResource resource) {
        return uid.type().equals(resource.type()) ? Conditions.identified(uid) : Conditions.NEVER;
    }

    private static Condition within(EntityUid group, UnknownResource resource) {
        if (resource.groups().contains(group)) return Conditions.ALWAYS;
        var parent = resource.parents().get(group.type());
        return Conditions.any(
                isIt(group, resource), parent == null ? Conditions.NEVER : Conditions.beneath(parent, group));
    }

    public static Residue in(Residue member, Residue groups, Partial in) {
        if (member instanceof Failing || groups instanceof Failing) return Residue.FAILING;
        if (member instanceof Itself && groups instanceof Itself) return Truth.of(true);
        if (member instanceof Itself && groups instanceof Known known) return inKnown(known.value(), in);
        if (member instanceof Known known && known.value() instanceof EntityUid uid) {
            if (groups instanceof OfResource of)
                return of.declared().kind() == Kind.ENTITY
                        ? of.truth(Conditions.among(
                                of.name(),
                                in.upwards(uid, of.declared().entityType()).stream()
                                        .sorted()
                                        .map(id -> new EntityUid(of.declared().entityType(), id))
                                        .toList()))
                        : Residue.FAILING;
            if (groups instanceof Itself) {
                var ids = in.upwards(uid, in.resource().type()).stream().sorted();
                return new Truth(
                        Conditions.any(ids.map(id -> Conditions.identified(
                                        new EntityUid(in.resource().type(), id)))
                                .toList()),
                        Conditions.ALWAYS);
            }
        }
        if (member instanceof OfResource of && of.declared().kind() == Kind.ENTITY)
            throw NotAFilter.lookingAt("what the one in " + of.name() + " is in");
        if (member instanceof Known || member instanceof OfResource || member instanceof Truth) {
            if (!(member instanceof Known known) || !(known.value() instanceof EntityUid)) return Residue.FAILING;
        }
        throw NotAFilter.lookingAt("a set that has something of the resource");
    }

    private static Residue inKnown(Value groups, Partial in) {
        if (groups instanceof EntityUid group) return new Truth(within(group, in.resource()), Conditions.ALWAYS);
        if (!(groups instanceof SetValue set)) return Residue.FAILING;
        var any = new ArrayList<Condition>();
        for (var element : set.elements()) {
            if (!(element instanceof EntityUid group)) return Residue.FAILING;
            any.add(within(group, in.resource()));
        }
        return new Truth(Conditions.any(any), Conditions.ALWAYS);
    }

    /** A set that is written out. */
    public static Residue listed(List<Residue> elements) {
        return elements.stream().anyMatch(Failing.class::isInstance) ? Residue.FAILING : new Listed(elements);
    }

    public static Residue isEmpty(Residue set) {
        if (set instanceof Listed listed && !listed.of().isEmpty()) {
            var defined = listed.of().stream().map(Residue::defined).toList();
            return settled(new Truth(Conditions.NEVER, Conditions.all(defined)));
        }
        if (!(set instanceof OfResource of) || of.declared().kind() != Kind.STRINGS) return Residue.FAILING;
        return of.truth(Conditions.test(of.name(), Operator.WITHIN, List.of()));
    }

    public static Residue not(Residue argument) {
        return settled(argument.truth().negated());
    }

    /** What is declared has no tags. */
    public static Residue tag(boolean has, Residue owner, Residue name) {
        if (!(owner instanceof Itself)) return beyond(owner);
        if (!(name instanceof Known known)) throw NotAFilter.lookingAt("a tag that is named by the resource");
        return has && known.value() instanceof StringValue ? Truth.of(false) : Residue.FAILING;
    }
}
