package dev.mandate.authz.engine.cedar.publish;

import com.cedarpolicy.model.ValidationResponse.ValidationError;
import com.cedarpolicy.model.policy.LinkValue;
import com.cedarpolicy.model.policy.Policy;
import com.cedarpolicy.model.policy.PolicySet;
import com.cedarpolicy.value.EntityTypeName;
import com.cedarpolicy.value.EntityUID;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.authz.engine.cedar.EntityUid;
import dev.mandate.authz.engine.cedar.json.MalformedCedarJson;
import dev.mandate.authz.engine.cedar.json.PolicyJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The policies of a publication while it is read, in both forms: JSON for us, text for the official validator. */
final class Draft {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final EntityUid ANYONE = new EntityUid("Any", "");
    private static final Map<String, EntityUid> ANY_SLOTS = Map.of("?principal", ANYONE, "?resource", ANYONE);

    private final ObjectNode statics = JSON.objectNode();
    private final ObjectNode templates = JSON.objectNode();
    private final List<TemplateLink> links = new ArrayList<>();
    private final Map<String, Statement> origins = new HashMap<>();

    /**
     * Adds a statement.
     *
     * @param parsed the set that the statement makes on its own
     * @return why it was refused, or null
     */
    @Nullable
    String add(Statement statement, JsonNode parsed) {
        var policies = parsed.path("staticPolicies");
        var target = policies.isEmpty() ? templates : statics;
        var made = policies.isEmpty() ? parsed.path("templates") : policies;
        if (made.size() != 1) return "expected one policy, found " + made.size();
        var policy = made.elements().next();
        var annotation = policy.path("annotations").get("id");
        var id = annotation == null ? statement.file().name() + "#" + statement.number() : annotation.asText("");
        if (id.isEmpty()) return "@id needs a value";
        var unsupported = unsupported(id, policy);
        if (unsupported != null) return unsupported;
        var other = origins.putIfAbsent(id, statement);
        if (other != null)
            return "the policy id " + id + " is taken: " + other.finding("").toString();
        target.set(id, policy);
        return null;
    }

    /** Refuses here what would otherwise fail to compile in every service that decides. */
    private static @Nullable String unsupported(String id, JsonNode policy) {
        try {
            PolicyJson.policy(id, policy, ANY_SLOTS);
            return null;
        } catch (MalformedCedarJson e) {
            return e.getMessage();
        }
    }

    /** @return why the link was refused, or null */
    @Nullable
    String link(TemplateLink link) {
        var template = origins.get(link.template());
        if (template == null || !templates.has(link.template())) return "no template has the id " + link.template();
        if (!link.slots().keySet().equals(slots(templates.path(link.template())))) {
            return "the link " + link.id() + " must fill just the slots of " + link.template();
        }
        if (origins.putIfAbsent(link.id(), template) != null) return "the policy id " + link.id() + " is taken";
        links.add(link);
        return null;
    }

    private static Set<String> slots(JsonNode template) {
        var slots = new HashSet<String>();
        template.findValuesAsText("slot").forEach(slots::add);
        return slots;
    }

    ObjectNode json() {
        var set = JSON.objectNode();
        set.set("staticPolicies", statics);
        set.set("templates", templates);
        var linked = set.putArray("templateLinks");
        for (var link : links) {
            var values = linked.addObject()
                    .put("templateId", link.template())
                    .put("newId", link.id())
                    .putObject("values");
            link.slots()
                    .forEach((slot, uid) -> values.putObject(slot)
                            .putObject("__entity")
                            .put("type", uid.type())
                            .put("id", uid.id()));
        }
        return set;
    }

    PolicySet official() {
        return new PolicySet(
                policies(statics),
                policies(templates),
                links.stream().map(Draft::official).toList());
    }

    private Set<Policy> policies(ObjectNode of) {
        var policies = new HashSet<Policy>();
        of.fieldNames()
                .forEachRemaining(id -> policies.add(
                        new Policy(OfficialCedar.portable(origin(id).source()), id)));
        return policies;
    }

    private static com.cedarpolicy.model.policy.TemplateLink official(TemplateLink link) {
        var values = link.slots().entrySet().stream()
                .map(slot -> new LinkValue(slot.getKey(), official(slot.getValue())))
                .toList();
        return new com.cedarpolicy.model.policy.TemplateLink(link.template(), link.id(), values);
    }

    private static EntityUID official(EntityUid uid) {
        return new EntityUID(EntityTypeName.parse(uid.type()).orElseThrow(), uid.id());
    }

    Finding finding(ValidationError error) {
        var detail = error.getError();
        var message = detail.help
                .filter(help -> !help.isEmpty())
                .map(help -> detail.message + " (" + help + ")")
                .orElse(detail.message);
        var statement = origin(error.getPolicyId());
        return detail.sourceLocations.isEmpty()
                ? statement.finding(message)
                : statement.finding(detail.sourceLocations.get(0).start, message);
    }

    private Statement origin(String id) {
        var statement = origins.get(id);
        if (statement == null) throw new IllegalStateException("no statement made the policy " + id);
        return statement;
    }
}
