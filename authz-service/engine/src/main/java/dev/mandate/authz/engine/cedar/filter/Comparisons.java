package dev.mandate.authz.engine.cedar.filter;

import dev.mandate.authz.engine.cedar.BoolValue;
import dev.mandate.authz.engine.cedar.EntityUid;
import dev.mandate.authz.engine.cedar.LongValue;
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
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Cedar's operators that look at nothing but their two operands, of which not both are known. */
public final class Comparisons {
    private static final Map<String, Operator> ORDERS =
            Map.of("<", Operator.LT, "<=", Operator.LE, ">", Operator.GT, ">=", Operator.GE);

    private static final Map<Operator, Operator> TURNED = Map.of(
            Operator.LT, Operator.GT, Operator.LE, Operator.GE, Operator.GT, Operator.LT, Operator.GE, Operator.LE);

    private Comparisons() {}

    /** Of an operator that evaluates both of its operands first, not both of which are known. */
    public static Residue of(String operator, Residue left, Residue right) {
        if (left instanceof Failing || right instanceof Failing) return Residue.FAILING;
        return switch (operator) {
            case "==" -> equal(left, right);
            case "!=" -> equal(left, right).negated();
            case "<", "<=", ">", ">=" -> ordered(order(operator), left, right);
            case "contains" -> contains(left, right);
            case "containsAll", "containsAny" -> containsMany(operator.equals("containsAll"), left, right);
            default -> throw NotAFilter.lookingAt("what comes of " + operator + " with something of the resource");
        };
    }

    private static Operator order(String operator) {
        var order = ORDERS.get(operator);
        if (order == null) throw new IllegalArgumentException(operator);
        return order;
    }

    private static Truth equal(Residue left, Residue right) {
        if (left instanceof Itself && right instanceof Itself) return Truth.of(true);
        // Both elements of a set of which another isn't known.
        if (left instanceof Known one && right instanceof Known other)
            return Truth.of(one.value().equals(other.value()));
        if (Residues.isTruth(left)
                && Residues.isTruth(right)
                && !(left instanceof OfResource && right instanceof OfResource))
            return left.truth().same(right.truth());
        if (left instanceof OfResource one && right instanceof OfResource other) return equal(one, other);
        if (left instanceof OfResource one) return equal(one, right);
        if (right instanceof OfResource other) return equal(other, left);
        if (left instanceof Listed || right instanceof Listed)
            throw NotAFilter.lookingAt("a set that has something of the resource");
        if (left instanceof Itself it && right instanceof Known known) return isIt(it, known.value());
        if (right instanceof Itself it && left instanceof Known known) return isIt(it, known.value());
        return new Truth(Conditions.NEVER, defined(left, right));
    }

    private static Truth isIt(Itself resource, Value value) {
        return new Truth(
                value instanceof EntityUid uid ? Residues.isIt(uid, resource.resource()) : Conditions.NEVER,
                Conditions.ALWAYS);
    }

    private static Condition defined(Residue left, Residue right) {
        return Conditions.all(left.defined(), right.defined());
    }

    private static Truth equal(OfResource one, OfResource other) {
        var defined = Conditions.all(one.defined(), other.defined());
        var sameType = one.declared().kind() == other.declared().kind()
                && one.declared().entityType().equals(other.declared().entityType());
        if (one.name().equals(other.name())) return new Truth(Conditions.ALWAYS, defined);
        if (!sameType) return new Truth(Conditions.NEVER, defined);
        if (one.declared().kind() == Kind.STRINGS) throw NotAFilter.lookingAt("two sets of the resource at once");
        return new Truth(Conditions.compared(one.name(), Operator.IN, other.name()), defined);
    }

    private static Truth equal(OfResource one, Residue other) {
        if (other instanceof Listed) throw NotAFilter.lookingAt("a set that has something of the resource");
        if (!(other instanceof Known known)) return new Truth(Conditions.NEVER, defined(one, other));
        if (one.declared().kind() != Kind.STRINGS) return one.truth(is(one, known.value()));
        var texts = texts(known.value());
        if (texts == null) return one.truth(Conditions.NEVER);
        return one.truth(Conditions.all(
                Conditions.test(one.name(), Operator.CONTAINS_ALL, texts),
                Conditions.test(one.name(), Operator.WITHIN, texts)));
    }

    private static Condition is(OfResource of, Value value) {
        return isOfType(of, value) ? Conditions.among(of.name(), List.of(value)) : Conditions.NEVER;
    }

    private static boolean isOfType(OfResource of, Value value) {
        return switch (of.declared().kind()) {
            case STRING -> value instanceof StringValue;
            case LONG -> value instanceof LongValue;
            case BOOL -> value instanceof BoolValue;
            case ENTITY ->
                value instanceof EntityUid uid
                        && uid.type().equals(of.declared().entityType());
            case STRINGS -> false;
        };
    }

    /** Null where it is no set of nothing but strings. */
    private static @Nullable List<StringValue> texts(Value value) {
        if (!(value instanceof SetValue set)) return null;
        var texts = set.elements().stream()
                .filter(StringValue.class::isInstance)
                .map(StringValue.class::cast)
                .sorted(Comparator.comparing(StringValue::value))
                .toList();
        return texts.size() == set.elements().size() ? texts : null;
    }

    private static Residue ordered(Operator order, Residue left, Residue right) {
        if (left instanceof OfResource one && right instanceof OfResource other) {
            if (!isLong(one) || !isLong(other)) return Residue.FAILING;
            return new Truth(
                    Conditions.compared(one.name(), order, other.name()),
                    Conditions.all(one.defined(), other.defined()));
        }
        if (left instanceof OfResource one && right instanceof Known known) return ordered(order, one, known.value());
        if (right instanceof OfResource other && left instanceof Known known)
            return ordered(TURNED.getOrDefault(order, order), other, known.value());
        return Residue.FAILING;
    }

    private static Residue ordered(Operator order, OfResource of, Value value) {
        if (!isLong(of) || !(value instanceof LongValue)) return Residue.FAILING;
        return of.truth(Conditions.test(of.name(), order, List.of(value)));
    }

    private static boolean isLong(OfResource of) {
        return of.declared().kind() == Kind.LONG;
    }

    private static Residue contains(Residue set, Residue element) {
        if (set instanceof Listed listed) return listedContains(listed, element);
        if (element instanceof Listed) throw NotAFilter.lookingAt("a set that has something of the resource");
        if (set instanceof Known known) {
            if (!(known.value() instanceof SetValue values)) return Residue.FAILING;
            if (element instanceof OfResource of) return of.truth(amongAll(of, values.elements()));
            var any = Truth.of(false);
            for (var value : values.elements()) any = either(any, equal(element, new Known(value)));
            return new Truth(any.holds(), element.defined());
        }
        if (!(set instanceof OfResource of) || of.declared().kind() != Kind.STRINGS) return Residue.FAILING;
        if (element instanceof Known known)
            return of.truth(
                    known.value() instanceof StringValue text
                            ? Conditions.test(of.name(), Operator.CONTAINS_ANY, List.of(text))
                            : Conditions.NEVER);
        throw NotAFilter.lookingAt("whether " + of.name() + " has something else of the resource");
    }

    /** Each element is evaluated first. */
    private static Residue listedContains(Listed listed, Residue element) {
        var any = Truth.of(false);
        for (var one : listed.of()) any = either(any, equal(one, element));
        return Residues.settled(any);
    }

    private static Truth either(Truth one, Truth other) {
        return new Truth(Conditions.any(one.holds(), other.holds()), Conditions.all(one.defined(), other.defined()));
    }

    private static Condition amongAll(OfResource of, Collection<Value> values) {
        if (of.declared().kind() == Kind.STRINGS) throw NotAFilter.lookingAt("whether a set of sets has " + of.name());
        return Conditions.among(
                of.name(),
                values.stream()
                        .filter(value -> isOfType(of, value))
                        .sorted(Comparator.comparing(String::valueOf))
                        .toList());
    }

    private static Residue containsMany(boolean all, Residue left, Residue right) {
        if (left instanceof OfResource && right instanceof OfResource)
            throw NotAFilter.lookingAt("two sets of the resource at once");
        if (left instanceof Listed || right instanceof Listed)
            throw NotAFilter.lookingAt("a set that has something of the resource");
        var of = left instanceof OfResource first ? first : right instanceof OfResource second ? second : null;
        var known = left instanceof Known first ? first : right instanceof Known second ? second : null;
        if (of == null || known == null || of.declared().kind() != Kind.STRINGS) return Residue.FAILING;
        if (!(known.value() instanceof SetValue set)) return Residue.FAILING;
        var texts = set.elements().stream()
                .filter(StringValue.class::isInstance)
                .map(StringValue.class::cast)
                .sorted(Comparator.comparing(StringValue::value))
                .toList();
        if (!all)
            return of.truth(
                    texts.isEmpty() ? Conditions.NEVER : Conditions.test(of.name(), Operator.CONTAINS_ANY, texts));
        if (right instanceof OfResource) return of.truth(Conditions.test(of.name(), Operator.WITHIN, texts));
        if (texts.size() < set.elements().size()) return of.truth(Conditions.NEVER);
        return of.truth(texts.isEmpty() ? Conditions.ALWAYS : Conditions.test(of.name(), Operator.CONTAINS_ALL, texts));
    }
}
