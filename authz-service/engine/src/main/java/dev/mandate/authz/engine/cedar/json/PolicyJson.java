package dev.mandate.authz.engine.cedar.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.authz.engine.cedar.ActionScope;
import dev.mandate.authz.engine.cedar.Effect;
import dev.mandate.authz.engine.cedar.EntityScope;
import dev.mandate.authz.engine.cedar.EntityUid;
import dev.mandate.authz.engine.cedar.Evaluation;
import dev.mandate.authz.engine.cedar.Policy;
import dev.mandate.authz.engine.cedar.PolicyCondition;
import dev.mandate.authz.engine.cedar.filter.Partial;
import dev.mandate.authz.engine.cedar.filter.Truth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compiles policies from Cedar's JSON form. */
public final class PolicyJson {

    private PolicyJson() {}

    /**
     * The policies of a whole set, static ones first and then one for each link of a template. A template without a link
     * is no policy.
     *
     * @param set {@code {"staticPolicies": {id: policy}, "templates": {id: policy}, "templateLinks": [{"templateId", "newId",
     *     "values": {"?principal": entity}}]}}
     * @throws MalformedCedarJson if any part of it can't be compiled
     */
    public static List<Policy> policies(JsonNode set) {
        var policies = new ArrayList<Policy>();
        for (var policy : set.path("staticPolicies").properties()) {
            policies.add(policy(policy.getKey(), policy.getValue(), Map.of()));
        }
        for (var link : set.path("templateLinks")) {
            var template = set.path("templates").get(ExpressionJson.text(link, "templateId"));
            if (template == null) throw new MalformedCedarJson("a link to no template: " + ExpressionJson.brief(link));
            policies.add(policy(ExpressionJson.text(link, "newId"), template, slots(link)));
        }
        return policies;
    }

    /**
     * One policy.
     *
     * @param slots what a template's slots stand for, such as {@code ?principal}; empty for a static policy
     * @throws MalformedCedarJson if it can't be compiled
     */
    public static Policy policy(String id, JsonNode json, Map<String, EntityUid> slots) {
        var conditions = new ArrayList<PolicyCondition>();
        for (var condition : json.path("conditions")) conditions.add(condition(condition, slots));
        return new Policy(
                id,
                effect(ExpressionJson.text(json, "effect")),
                annotations(json.path("annotations")),
                entityScope(ExpressionJson.field(json, "principal"), slots),
                actionScope(ExpressionJson.field(json, "action")),
                entityScope(ExpressionJson.field(json, "resource"), slots),
                conditions);
    }

    private static Map<String, EntityUid> slots(JsonNode link) {
        var slots = new LinkedHashMap<String, EntityUid>();
        for (var slot : link.path("values").properties()) {
            slots.put(slot.getKey(), ValueJson.entityUid(slot.getValue()));
        }
        return slots;
    }

    private static Effect effect(String name) {
        return switch (name) {
            case "permit" -> Effect.PERMIT;
            case "forbid" -> Effect.FORBID;
            default -> throw new MalformedCedarJson("no effect is called " + name);
        };
    }

    private static Map<String, String> annotations(JsonNode json) {
        var annotations = new LinkedHashMap<String, String>();
        // A bare @key has no value, which Cedar takes for an empty one.
        for (var annotation : json.properties()) {
            annotations.put(annotation.getKey(), annotation.getValue().asText(""));
        }
        return annotations;
    }

    private static PolicyCondition condition(JsonNode json, Map<String, EntityUid> slots) {
        var body = new ExpressionJson(slots, 0).read(ExpressionJson.field(json, "body"));
        return switch (ExpressionJson.text(json, "kind")) {
            case "when" -> new Clause(body.evaluator(), true, body);
            case "unless" -> new Clause(body.evaluator(), false, body);
            default -> throw new MalformedCedarJson("neither when nor unless: " + ExpressionJson.brief(json));
        };
    }

    /**
     * @param expected what the evaluator has to come to
     * @param body the same, as filters read it
     */
    private record Clause(Expression evaluator, boolean expected, Expression body) implements PolicyCondition {
        @Override
        public boolean holds(Evaluation evaluation) {
            return Expect.bool(evaluator.evaluate(evaluation)) == expected;
        }

        @Override
        public Truth residue(Partial evaluation) {
            var truth = body.residue(evaluation).truth();
            return expected ? truth : truth.negated();
        }
    }

    private static EntityScope entityScope(JsonNode json, Map<String, EntityUid> slots) {
        return switch (ExpressionJson.text(json, "op")) {
            case "All" -> EntityScope.ANY;
            case "==" -> EntityScope.exactly(entity(json, slots));
            case "in" -> EntityScope.in(entity(json, slots));
            case "is" -> {
                var type = ExpressionJson.text(json, "entity_type");
                var group = json.get("in");
                yield group == null ? EntityScope.is(type) : EntityScope.isIn(type, entity(group, slots));
            }
            default -> throw new MalformedCedarJson("not a scope: " + ExpressionJson.brief(json));
        };
    }

    private static EntityUid entity(JsonNode json, Map<String, EntityUid> slots) {
        return json.has("slot")
                ? ExpressionJson.slot(slots, ExpressionJson.text(json, "slot"))
                : ValueJson.entityUid(ExpressionJson.field(json, "entity"));
    }

    private static ActionScope actionScope(JsonNode json) {
        switch (ExpressionJson.text(json, "op")) {
            case "All":
                return ActionScope.ANY;
            case "==":
                return ActionScope.exactly(ValueJson.entityUid(ExpressionJson.field(json, "entity")));
            case "in":
                var groups = new ArrayList<EntityUid>();
                if (json.has("entity")) groups.add(ValueJson.entityUid(json.path("entity")));
                for (var group : json.path("entities")) groups.add(ValueJson.entityUid(group));
                return ActionScope.in(groups);
            default:
                throw new MalformedCedarJson("not a scope for actions: " + ExpressionJson.brief(json));
        }
    }
}
