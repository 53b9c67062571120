package dev.mandate.authz.engine.cedar.json;

import dev.mandate.authz.engine.cedar.BoolValue;
import dev.mandate.authz.engine.cedar.filter.Partial;
import dev.mandate.authz.engine.cedar.filter.Residue;
import dev.mandate.authz.engine.cedar.filter.Residues;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compiles the expressions that ask of which type an entity is, what it is in, and for its tags. */
final class Membership {
    private Membership() {}

    /**
     * {@code e is T in g} reads {@code e is T && e in g}: another type makes the group irrelevant, even one in error.
     *
     * @param group null for {@code e is T}
     */
    static Expression is(Expression left, String type, @Nullable Expression group) {
        if (group == null)
            return ExpressionJson.applied(
                    left,
                    value -> in -> BoolValue.of(
                            Expect.entity(value.evaluate(in)).type().equals(type)),
                    (of, in) -> Residues.is(of, type, in));
        var member = left.evaluator();
        var groups = group.evaluator();
        return Expression.of(
                in -> {
                    var entity = Expect.entity(member.evaluate(in));
                    return BoolValue.of(entity.type().equals(type) && Lookups.isIn(entity, groups.evaluate(in), in));
                },
                in -> {
                    var entity = left.residue(in);
                    var typed = Residues.unary(
                            entity,
                            in,
                            value -> BoolValue.of(Expect.entity(value).type().equals(type)),
                            of -> Residues.is(of, type, in));
                    return Residues.and(typed, () -> in(entity, group.residue(in), in));
                },
                List.of(left, group));
    }

    /** {@code in}, {@code hasTag} or {@code getTag}. */
    static Expression of(String kind, Expression left, Expression right) {
        var parts = List.of(left, right);
        var one = left.evaluator();
        var other = right.evaluator();
        return switch (kind) {
            case "in" ->
                Expression.of(
                        in -> BoolValue.of(Lookups.isIn(one.evaluate(in), other.evaluate(in), in)),
                        in -> in(left.residue(in), right.residue(in), in),
                        parts);
            case "hasTag" ->
                Expression.of(
                        in -> BoolValue.of(Lookups.hasTag(one.evaluate(in), other.evaluate(in), in)),
                        in -> tag(true, left.residue(in), right.residue(in), in),
                        parts);
            default ->
                Expression.of(
                        in -> Lookups.tag(one.evaluate(in), other.evaluate(in), in),
                        in -> tag(false, left.residue(in), right.residue(in), in),
                        parts);
        };
    }

    private static Residue in(Residue member, Residue groups, Partial in) {
        return member instanceof Residue.Known one && groups instanceof Residue.Known other
                ? in.known(all -> BoolValue.of(Lookups.isIn(one.value(), other.value(), all)))
                : Residues.in(member, groups, in);
    }

    private static Residue tag(boolean has, Residue owner, Residue name, Partial in) {
        if (!(owner instanceof Residue.Known one && name instanceof Residue.Known other))
            return Residues.tag(has, owner, name);
        return in.known(all -> has
                ? BoolValue.of(Lookups.hasTag(one.value(), other.value(), all))
                : Lookups.tag(one.value(), other.value(), all));
    }
}
