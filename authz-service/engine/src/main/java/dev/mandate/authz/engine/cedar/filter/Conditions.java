package dev.mandate.authz.engine.cedar.filter;

import dev.mandate.authz.engine.cedar.EntityUid;
import dev.mandate.authz.engine.cedar.StringValue;
import dev.mandate.authz.engine.cedar.Value;
import dev.mandate.authz.engine.cedar.filter.Condition.All;
import dev.mandate.authz.engine.cedar.filter.Condition.Any;
import dev.mandate.authz.engine.cedar.filter.Condition.Constant;
import dev.mandate.authz.engine.cedar.filter.Condition.Not;
import dev.mandate.authz.engine.cedar.filter.Condition.Of;
import dev.mandate.authz.engine.cedar.filter.Condition.Operator;
import dev.mandate.authz.engine.cedar.filter.Condition.Test;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Makes conditions, none of them larger than {@link #MOST}: so that work is bounded, whatever the policies. Simplifies what is easily seen. */
public final class Conditions {
    public static final Condition ALWAYS = new Constant(true);
    public static final Condition NEVER = new Constant(false);

    /** Bytes of a condition as JSON in UTF-8, at most. */
    public static final int MOST = 32 * 1024;

    private static final int OF_NODE = 12;
    private static final int OF_TEST = 64;

    private Conditions() {}

    static Condition constant(boolean value) {
        return value ? ALWAYS : NEVER;
    }

    public static Condition has(String attribute) {
        return new Test(Of.ATTRIBUTE, attribute, Operator.HAS, List.of(), null);
    }

    /** Of an attribute. */
    public static Condition test(String attribute, Operator operator, Collection<? extends Value> values) {
        return bounded(new Test(Of.ATTRIBUTE, attribute, operator, List.copyOf(values), null));
    }

    /** Of an attribute: it is one of these. */
    public static Condition among(String attribute, Collection<? extends Value> values) {
        return values.isEmpty() ? NEVER : test(attribute, Operator.IN, List.copyOf(new LinkedHashSet<>(values)));
    }

    static Condition compared(String attribute, Operator operator, String other) {
        return new Test(Of.ATTRIBUTE, attribute, operator, List.of(), other);
    }

    static Condition identified(EntityUid uid) {
        return new Test(Of.ID, "", Operator.IN, List.of(new StringValue(uid.id())), null);
    }

    static Condition beneath(String parent, EntityUid uid) {
        return new Test(Of.PARENT, parent, Operator.IN, List.of(new StringValue(uid.id())), null);
    }

    public static Condition not(Condition condition) {
        if (condition instanceof Constant constant) return constant(!constant.value());
        return condition instanceof Not not ? not.of() : new Not(condition);
    }

    public static Condition all(Condition... of) {
        return all(List.of(of));
    }

    public static Condition any(Condition... of) {
        return any(List.of(of));
    }

    public static Condition all(Collection<Condition> of) {
        var parts = new LinkedHashSet<Condition>();
        for (var one : of) {
            if (one.equals(NEVER)) return NEVER;
            parts(one, true, parts);
        }
        if (contradicts(parts)) return NEVER;
        // A test holds of what is there alone.
        parts.removeIf(part -> isHas(part) && parts.stream().anyMatch(it -> it != part && tests(it, nameOf(part))));
        return bounded(of(parts, true));
    }

    public static Condition any(Collection<Condition> of) {
        var parts = new LinkedHashSet<Condition>();
        for (var one : of) {
            if (one.equals(ALWAYS)) return ALWAYS;
            parts(one, false, parts);
        }
        if (contradicts(parts)) return ALWAYS;
        for (var part : parts)
            if (isHas(part) && parts.stream().anyMatch(it -> it instanceof Not not && tests(not.of(), nameOf(part))))
                return ALWAYS;
        parts.removeIf(part -> parts.stream().anyMatch(it -> it != part && isHas(it) && tests(part, nameOf(it))));
        return bounded(of(joined(parts), false));
    }

    /** Nested ones of the same kind are one, those of the other kind too if they are negated. */
    private static void parts(Condition one, boolean conjunction, Set<Condition> into) {
        if (one instanceof Constant) return;
        if (conjunction ? one instanceof All : one instanceof Any) {
            into.addAll(one instanceof All all ? all.of() : ((Any) one).of());
            return;
        }
        if (one instanceof Not not && (conjunction ? not.of() instanceof Any : not.of() instanceof All)) {
            for (var inner : not.of() instanceof All all ? all.of() : ((Any) not.of()).of())
                parts(not(inner), conjunction, into);
            return;
        }
        into.add(one);
    }

    private static boolean contradicts(Set<Condition> parts) {
        for (var part : parts) if (part instanceof Not not && parts.contains(not.of())) return true;
        return false;
    }

    private static boolean isHas(Condition condition) {
        return condition instanceof Test test && test.operator() == Operator.HAS;
    }

    private static String nameOf(Condition has) {
        return ((Test) has).name();
    }

    /** It holds only where the attribute is there. */
    private static boolean tests(Condition condition, String attribute) {
        return condition instanceof Test test
                && test.of() == Of.ATTRIBUTE
                && test.operator() != Operator.HAS
                && (test.name().equals(attribute) || attribute.equals(test.other()));
    }

    private static Condition of(Collection<Condition> parts, boolean conjunction) {
        if (parts.isEmpty()) return constant(conjunction);
        if (parts.size() == 1) return parts.iterator().next();
        return conjunction ? new All(List.copyOf(parts)) : new Any(List.copyOf(parts));
    }

    /** Several equalities of one attribute are one. */
    private static Collection<Condition> joined(Set<Condition> parts) {
        var values = new LinkedHashMap<List<Object>, Set<Value>>();
        for (var part : parts)
            if (part instanceof Test test && isEquality(test))
                values.computeIfAbsent(key(test), of -> new LinkedHashSet<>()).addAll(test.values());
        if (values.values().stream().noneMatch(all -> all.size() > 1)) return parts;
        var joined = new ArrayList<Condition>();
        var seen = new HashSet<List<Object>>();
        for (var part : parts) {
            if (!(part instanceof Test test) || !isEquality(test)) joined.add(part);
            else if (seen.add(key(test)))
                joined.add(new Test(
                        test.of(),
                        test.name(),
                        Operator.IN,
                        List.copyOf(values.getOrDefault(key(test), Set.of())),
                        null));
        }
        return joined;
    }

    private static boolean isEquality(Test test) {
        return test.operator() == Operator.IN && test.other() == null;
    }

    private static List<Object> key(Test test) {
        return List.of(test.of(), test.name());
    }

    private static Condition bounded(Condition condition) {
        if (size(condition, MOST) > MOST) throw NotAFilter.large();
        return condition;
    }

    /** Looked at no further than the bound goes, since one can stand in another many times. */
    private static int size(Condition condition, int most) {
        if (condition instanceof Not not) return OF_NODE + size(not.of(), most);
        if (condition instanceof Test test) {
            var size = OF_TEST + test.name().length();
            if (test.other() != null) size += test.other().length();
            for (var value : test.values()) {
                size += 4 + length(value);
                if (size > most) break;
            }
            return size;
        }
        if (condition instanceof Constant) return OF_NODE;
        var size = OF_NODE;
        for (var part : condition instanceof All all ? all.of() : ((Any) condition).of()) {
            size += size(part, most - size);
            if (size > most) break;
        }
        return size;
    }

    private static int length(Value value) {
        if (value instanceof StringValue text) return length(text.value());
        return value instanceof EntityUid uid ? length(uid.id()) : 20;
    }

    /** As JSON in UTF-8 without its quotes, or more. */
    private static int length(String text) {
        var length = 0;
        for (var at = 0; at < text.length() && length <= MOST; at++) {
            var letter = text.charAt(at);
            length +=
                    letter < ' ' ? 6 : letter == '"' || letter == '\\' ? 2 : letter < 0x80 ? 1 : letter < 0x800 ? 2 : 3;
        }
        return length;
    }
}
