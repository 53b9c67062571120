package dev.mandate.identity.uses;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.ToolScope;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.identity.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Decisions about calls in a task, as authz-service tells them. */
public final class Decisions {
    private Decisions() {}

    public static void tell(DelegationState task, String tool, Instant at, boolean allowed) {
        Topics.publishAs("authz", DecisionEvent.FAMILY, decided(task, "tools/call", "tool/" + tool, at, allowed));
    }

    /** One with arguments, on its way. */
    public static void tell(DelegationState task, String tool, Map<String, Object> arguments) {
        Topics.publishAs("authz", DecisionEvent.FAMILY, called(task, tool, arguments));
    }

    /** A task in which these are made. */
    static DelegationState task(Instant at, ToolScope... scope) {
        var id = DelegationId.next();
        return new DelegationState(
                id,
                1,
                false,
                SessionId.of(id),
                null,
                IdentityId.nextPerson(),
                IdentityId.nextAgent(),
                "write",
                List.of(),
                List.of(scope),
                at,
                at.plusSeconds(900),
                DelegationState.Status.ACTIVE,
                null,
                1,
                null,
                null);
    }

    static Decided called(DelegationState task, String tool, Map<String, Object> arguments) {
        return decided(task, "tools/call", "tool/" + tool, Instant.now(), true, arguments);
    }

    static Decided decided(DelegationState task, String action, String resource, Instant at, boolean allowed) {
        return decided(task, action, resource, at, allowed, Map.of());
    }

    private static Decided decided(
            DelegationState task,
            String action,
            String resource,
            Instant at,
            boolean allowed,
            Map<String, Object> arguments) {
        var json = EventJson.mapper().createObjectNode();
        json.put("decision", DecisionId.next().value())
                .put("at", at.toString())
                .put("session", task.session().value())
                .put("subject", "agent/" + task.agent())
                .put("identity", task.agent().value())
                .put("person", task.delegator().value())
                .put("delegation", task.delegation().value())
                .put("action", action)
                .put("resource", resource)
                .put("allowed", allowed)
                .put("policyVersion", "sha256:5f2c")
                .put("catalogRevision", 9)
                .put("freshnessMillis", 140)
                .put("caller", "gateway");
        json.set("chain", EventJson.mapper().valueToTree(List.of(task.agent(), task.delegator())));
        json.putArray("guards");
        if (!arguments.isEmpty()) json.set("arguments", EventJson.mapper().valueToTree(arguments));
        if (!allowed) json.put("reason", "outside_delegation").put("explanation", "No.");
        return read(json);
    }

    private static Decided read(ObjectNode json) {
        try {
            return EventJson.mapper().treeToValue(json, Decided.class);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
