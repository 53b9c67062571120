package dev.mandate.authz.engine.cedar.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.authz.engine.cedar.BoolValue;
import dev.mandate.authz.engine.cedar.EntityUid;
import dev.mandate.authz.engine.cedar.EvaluationException;
import dev.mandate.authz.engine.cedar.LongValue;
import dev.mandate.authz.engine.cedar.RecordValue;
import dev.mandate.authz.engine.cedar.SetValue;
import dev.mandate.authz.engine.cedar.Value;
import dev.mandate.authz.engine.cedar.json.Expression.Constant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
                return lookup(kind, read(field(body, "left")), read(field(body, "right")));
            default:
                var operator = Operators.named(kind);
                if (operator == null) return extension(kind, body);
                var left = read(field(body, "left"));
                var right = read(field(body, "right"));
                return in -> operator.apply(left.evaluate(in), right.evaluate(in));
        }
    }

    private static Expression variable(String name) {
        return switch (name) {
            case "principal" -> in -> in.request().principal();
            case "action" -> in -> in.request().action();
            case "resource" -> in -> in.request().resource();
            case "context" -> in -> in.request().context();
            default -> throw new MalformedCedarJson("no variable is called " + name);
        };
    }

    private Expression set(JsonNode body) {
        var elements = new ArrayList<Expression>();
        for (var element : body) elements.add(read(element));
        Expression set = in -> SetValue.of(Expression.evaluateAll(elements, in));
        return Expression.allConstant(elements) ? new Constant(SetValue.of(constants(elements))) : set;
    }

    private Expression record(JsonNode body) {
        var attributes = new LinkedHashMap<String, Expression>();
        for (var attribute : body.properties()) attributes.put(attribute.getKey(), read(attribute.getValue()));
        return in -> {
            var values = new LinkedHashMap<String, Value>();
            attributes.forEach((name, value) -> values.put(name, value.evaluate(in)));
            return new RecordValue(values);
        };
    }

    /** The only expressions that leave a part of themselves unevaluated, and so free of errors. */
    private Expression branching(String kind, JsonNode body) {
        if (kind.equals("if-then-else")) {
            var guard = read(field(body, "if"));
            var then = read(field(body, "then"));
            var otherwise = read(field(body, "else"));
            return in -> (Expect.bool(guard.evaluate(in)) ? then : otherwise).evaluate(in);
        }
        var left = read(field(body, "left"));
        var right = read(field(body, "right"));
        var settles = kind.equals("||");
        return in ->
                BoolValue.of(Expect.bool(left.evaluate(in)) == settles ? settles : Expect.bool(right.evaluate(in)));
    }

    private static Expression unary(String kind, Expression argument) {
        return switch (kind) {
            case "!" -> in -> BoolValue.of(!Expect.bool(argument.evaluate(in)));
            case "isEmpty" ->
                in -> BoolValue.of(Expect.set(argument.evaluate(in)).isEmpty());
            default -> in -> negated(Expect.number(argument.evaluate(in)));
        };
    }

    private static Value negated(long number) {
        if (number == Long.MIN_VALUE) throw new EvaluationException("integer overflow in -(" + number + ")");
        return new LongValue(-number);
    }

    private Expression named(String kind, JsonNode body, Expression left) {
        switch (kind) {
            case "like":
                var pattern = LikePattern.read(field(body, "pattern"));
                return in -> BoolValue.of(pattern.matches(Expect.string(left.evaluate(in))));
            case "is":
                return is(body, left);
            default:
                var name = text(body, "attr");
                return kind.equals("has")
                        ? in -> BoolValue.of(Lookups.hasAttribute(left.evaluate(in), name, in))
                        : in -> Lookups.attribute(left.evaluate(in), name, in);
        }
    }

    /** {@code e is T in g} reads {@code e is T && e in g}: another type makes the group irrelevant, even one in error. */
    private Expression is(JsonNode body, Expression left) {
        var type = text(body, "entity_type");
        if (!body.has("in")) {
            return in -> BoolValue.of(Expect.entity(left.evaluate(in)).type().equals(type));
        }
        var group = read(field(body, "in"));
        return in -> {
            var entity = Expect.entity(left.evaluate(in));
            return BoolValue.of(entity.type().equals(type) && Lookups.isIn(entity, group.evaluate(in), in));
        };
    }

    private static Expression lookup(String kind, Expression left, Expression right) {
        return switch (kind) {
            case "in" -> in -> BoolValue.of(Lookups.isIn(left.evaluate(in), right.evaluate(in), in));
            case "hasTag" -> in -> BoolValue.of(Lookups.hasTag(left.evaluate(in), right.evaluate(in), in));
            default -> in -> Lookups.tag(left.evaluate(in), right.evaluate(in), in);
        };
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
        return in -> function.apply(Expression.evaluateAll(arguments, in));
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
