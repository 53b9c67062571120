package dev.mandate.authz.engine.cedar.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.authz.engine.cedar.BoolValue;
import dev.mandate.authz.engine.cedar.EntityUid;
import dev.mandate.authz.engine.cedar.EvaluationException;
import dev.mandate.authz.engine.cedar.LongValue;
import dev.mandate.authz.engine.cedar.RecordValue;
import dev.mandate.authz.engine.cedar.SetValue;
import dev.mandate.authz.engine.cedar.Value;
import dev.mandate.authz.engine.cedar.filter.Comparisons;
import dev.mandate.authz.engine.cedar.filter.NotAFilter;
import dev.mandate.authz.engine.cedar.filter.Partial;
import dev.mandate.authz.engine.cedar.filter.Residue;
import dev.mandate.authz.engine.cedar.filter.Residues;
import dev.mandate.authz.engine.cedar.json.Expression.Constant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * Compiles the expressions of one policy; what does not depend on a request is computed here, once.
 *
 * @param slots what a template's slots stand for, by slot name with its question mark
 */
record ExpressionJson(Map<String, EntityUid> slots, int depth) {

    /**
     * Deeper expressions are refused rather than left to exhaust the stack of a thread that decides. At two levels of JSON
     * each, what is accepted also stays below the 1,000 that Jackson reads and writes unless told otherwise.
     */
    private static final int MAX_DEPTH = 450;

    Expression read(JsonNode node) {
        if (!node.isObject() || node.size() != 1) throw new MalformedCedarJson("not an expression: " + brief(node));
        if (depth > MAX_DEPTH) throw new MalformedCedarJson("an expression is nested more than " + MAX_DEPTH + " deep");
        var entry = node.properties().iterator().next();
        return new ExpressionJson(slots, depth + 1).read(entry.getKey(), entry.getValue());
    }

    private Expression read(String kind, JsonNode body) {
        switch (kind) {
            case "Value":
                return new Constant(ValueJson.read(body));
            case "Var":
                return variable(body.asText());
            case "Slot":
                return new Constant(slot(slots, body.asText()));
            case "Set":
                return set(body);
            case "Record":
                return record(body);
            case "&&", "||", "if-then-else":
                return branching(kind, body);
            case "!", "neg", "isEmpty":
                return unary(kind, read(field(body, "arg")));
            case ".", "has", "like", "is":
                return named(kind, body, read(field(body, "left")));
            case "in", "getTag", "hasTag":
                return Membership.of(kind, read(field(body, "left")), read(field(body, "right")));
            default:
                var operator = Operators.named(kind);
                if (operator == null) return extension(kind, body);
                var left = read(field(body, "left"));
                var right = read(field(body, "right"));
                return binary(kind, operator, left, right);
        }
    }

    private static Expression variable(String name) {
        return switch (name) {
            case "principal" -> in -> in.request().principal();
            case "action" -> in -> in.request().action();
            case "resource" ->
                new Expression.OfResource(in -> in.request().resource(), in -> new Residue.Itself(in.resource()));
            case "context" -> in -> in.request().context();
            default -> throw new MalformedCedarJson("no variable is called " + name);
        };
    }

    private Expression set(JsonNode body) {
        var elements = new ArrayList<Expression>();
        for (var element : body) elements.add(read(element));
        var evaluators = elements.stream().map(Expression::evaluator).toList();
        Expression set = in -> SetValue.of(Expression.evaluateAll(evaluators, in));
        if (Expression.allConstant(elements)) return new Constant(SetValue.of(constants(elements)));
        return Expression.of(
                set,
                in -> Residues.listed(
                        elements.stream().map(element -> element.residue(in)).toList()),
                elements);
    }

    private Expression record(JsonNode body) {
        var attributes = new LinkedHashMap<String, Expression>();
        var evaluators = new LinkedHashMap<String, Expression>();
        for (var attribute : body.properties()) attributes.put(attribute.getKey(), read(attribute.getValue()));
        attributes.forEach((name, value) -> evaluators.put(name, value.evaluator()));
        Expression record = in -> {
            var values = new LinkedHashMap<String, Value>();
            evaluators.forEach((name, value) -> values.put(name, value.evaluate(in)));
            return new RecordValue(values);
        };
        return Expression.of(
                record,
                in -> {
                    throw NotAFilter.lookingAt("a record that has something of the resource");
                },
                List.copyOf(attributes.values()));
    }

    /** The only expressions that leave a part of themselves unevaluated, and so free of errors. */
    private Expression branching(String kind, JsonNode body) {
        if (kind.equals("if-then-else")) {
            var guard = read(field(body, "if"));
            var then = read(field(body, "then"));
            var otherwise = read(field(body, "else"));
            return Expression.of(
                    chosen(guard.evaluator(), then.evaluator(), otherwise.evaluator()),
                    in -> Residues.choose(guard.residue(in), () -> then.residue(in), () -> otherwise.residue(in)),
                    List.of(guard, then, otherwise));
        }
        var left = read(field(body, "left"));
        var right = read(field(body, "right"));
        var settles = kind.equals("||");
        return Expression.of(
                settled(settles, left.evaluator(), right.evaluator()),
                in -> settles
                        ? Residues.or(left.residue(in), () -> right.residue(in))
                        : Residues.and(left.residue(in), () -> right.residue(in)),
                List.of(left, right));
    }

    private static Expression chosen(Expression guard, Expression then, Expression otherwise) {
        return in -> (Expect.bool(guard.evaluate(in)) ? then : otherwise).evaluate(in);
    }

    private static Expression settled(boolean settles, Expression left, Expression right) {
        return in ->
                BoolValue.of(Expect.bool(left.evaluate(in)) == settles ? settles : Expect.bool(right.evaluate(in)));
    }

    private static Expression binary(String kind, Operators operator, Expression left, Expression right) {
        var first = left.evaluator();
        var second = right.evaluator();
        return Expression.of(
                in -> operator.apply(first.evaluate(in), second.evaluate(in)),
                in -> {
                    var one = left.residue(in);
                    var other = right.residue(in);
                    return one instanceof Residue.Known known && other instanceof Residue.Known too
                            ? in.known(all -> operator.apply(known.value(), too.value()))
                            : Comparisons.of(kind, one, other);
                },
                List.of(left, right));
    }

    private static Expression unary(String kind, Expression argument) {
        return switch (kind) {
            case "!" ->
                applied(
                        argument,
                        value -> in -> BoolValue.of(!Expect.bool(value.evaluate(in))),
                        (of, in) -> Residues.not(of));
            case "isEmpty" ->
                applied(
                        argument,
                        value -> in ->
                                BoolValue.of(Expect.set(value.evaluate(in)).isEmpty()),
                        (of, in) -> Residues.isEmpty(of));
            default ->
                applied(argument, value -> in -> negated(Expect.number(value.evaluate(in))), (of, in) -> {
                    throw NotAFilter.lookingAt("the negative of something of the resource");
                });
        };
    }

    /**
     * An operator on one value.
     *
     * @param operator makes the expression of its argument's: for decisions once, and for filters of each value that is known
     */
    static Expression applied(
            Expression argument, UnaryOperator<Expression> operator, BiFunction<Residue, Partial, Residue> unknown) {
        return Expression.of(
                operator.apply(argument.evaluator()),
                in -> Residues.unary(
                        argument.residue(in),
                        in,
                        value -> operator.apply(new Constant(value)).evaluate(in.evaluation()),
                        of -> unknown.apply(of, in)),
                List.of(argument));
    }

    private static Value negated(long number) {
        if (number == Long.MIN_VALUE) throw new EvaluationException("integer overflow in -(" + number + ")");
        return new LongValue(-number);
    }

    private Expression named(String kind, JsonNode body, Expression left) {
        switch (kind) {
            case "like":
                var pattern = LikePattern.read(field(body, "pattern"));
                return applied(
                        left,
                        value -> in -> BoolValue.of(pattern.matches(Expect.string(value.evaluate(in)))),
                        (of, in) -> Residues.like(of, pattern.literals()));
            case "is":
                return Membership.is(left, text(body, "entity_type"), body.has("in") ? read(field(body, "in")) : null);
            default:
                var name = text(body, "attr");
                return kind.equals("has")
                        ? applied(
                                left,
                                value -> in -> BoolValue.of(Lookups.hasAttribute(value.evaluate(in), name, in)),
                                (of, in) -> Residues.has(of, name, in))
                        : applied(
                                left,
                                value -> in -> Lookups.attribute(value.evaluate(in), name, in),
                                (of, in) -> Residues.attribute(of, name, in));
        }
    }

    private Expression extension(String name, JsonNode body) {
        if (!body.isArray()) throw new MalformedCedarJson("no operator is called " + name);
        var arguments = new ArrayList<Expression>();
        for (var argument : body) arguments.add(read(argument));
        var function = Extensions.named(name);
        if (Expression.allConstant(arguments)) {
            try {
                return new Constant(function.apply(constants(arguments)));
            } catch (EvaluationException e) {
                // An error only for the requests that get this far.
                return in -> {
                    throw e;
                };
            }
        }
        var evaluators = arguments.stream().map(Expression::evaluator).toList();
        return Expression.of(
                in -> function.apply(Expression.evaluateAll(evaluators, in)),
                in -> {
                    throw NotAFilter.lookingAt("what comes of " + name + " with something of the resource");
                },
                arguments);
    }

    private static List<Value> constants(List<Expression> expressions) {
        return expressions.stream().map(e -> ((Constant) e).value()).toList();
    }

    static EntityUid slot(Map<String, EntityUid> slots, String name) {
        var entity = slots.get(name);
        if (entity == null) throw new MalformedCedarJson("the slot " + name + " is not filled");
        return entity;
    }

    static JsonNode field(JsonNode body, String name) {
        var field = body.get(name);
        if (field == null) throw new MalformedCedarJson("`" + name + "` is missing in " + brief(body));
        return field;
    }

    static String text(JsonNode body, String name) {
        var field = field(body, name);
        if (!field.isTextual()) throw new MalformedCedarJson("`" + name + "` is no string in " + brief(body));
        return field.textValue();
    }

    static String brief(JsonNode node) {
        var text = node.toString();
        return text.length() <= 120 ? text : text.substring(0, 120) + "…";
    }
}
