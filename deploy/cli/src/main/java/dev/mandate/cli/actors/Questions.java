package dev.mandate.cli.actors;

import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.running.Service;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Asks authz-service in AuthZEN form and remembers the id of every answer, for the reconciliation at the end. */
public final class Questions {
    private final ApiClient api;
    private final Queue<String> received = new ConcurrentLinkedQueue<>();

    public Questions(ApiClient api) {
        this.api = api;
    }

    /** May this agent make this call? Asked with the agent's own token, which carries the delegation if it has one. */
    public Verdict call(String token, String agent, String tool, Map<String, ?> arguments) {
        return keep(Verdict.of(api.post(
                        Service.AUTHZ,
                        "/access/v1/evaluation",
                        token,
                        request("agent", agent, "call", "tool", tool, arguments))
                .orRefuse()));
    }

    /** The same, asked by a gateway that names the delegation; so it can still be asked when the agent's token has ended. */
    public Verdict callUnder(String gateway, String delegation, String agent, String tool, Map<String, ?> arguments) {
        var request = request("agent", agent, "call", "tool", tool, Map.of());
        request.put("context", Map.of("delegation_id", delegation, "arguments", arguments));
        return keep(Verdict.of(api.post(Service.AUTHZ, "/access/v1/evaluation", gateway, request)
                .orRefuse()));
    }

    /** May this person or agent use this model? Asked by a gateway. */
    public Verdict use(String token, String type, String id, String model) {
        return keep(Verdict.of(api.post(
                        Service.AUTHZ,
                        "/access/v1/evaluation",
                        token,
                        request(type, id, "use", "model", model, Map.of()))
                .orRefuse()));
    }

    /** One item of a batch. */
    public record Item(String subjectType, String subject, String action, String resourceType, String resource) {}

    /** Asks several at once, as a gateway does, and keeps every answer's id. */
    public CompletableFuture<List<Verdict>> askAll(String gateway, List<Item> items) {
        var evaluations = items.stream()
                .map(item -> request(
                        item.subjectType(),
                        item.subject(),
                        item.action(),
                        item.resourceType(),
                        item.resource(),
                        Map.of()))
                .toList();
        return api.postAsync(Service.AUTHZ, "/access/v1/evaluations", gateway, Map.of("evaluations", evaluations))
                .thenApply(answer -> {
                    var verdicts = new ArrayList<Verdict>();
                    answer.orRefuse().path("evaluations").forEach(one -> verdicts.add(keep(Verdict.of(one))));
                    return verdicts;
                });
    }

    public CompletableFuture<Verdict> ask(
            String token, String type, String id, String action, String resourceType, String resource) {
        return api.postAsync(
                        Service.AUTHZ,
                        "/access/v1/evaluation",
                        token,
                        request(type, id, action, resourceType, resource, Map.of()))
                .thenApply(answer -> keep(Verdict.of(answer.orRefuse())));
    }

    public Queue<String> received() {
        return received;
    }

    private Verdict keep(Verdict verdict) {
        received.add(verdict.id());
        return verdict;
    }

    private static Map<String, Object> request(
            String type, String id, String action, String resourceType, String resource, Map<String, ?> arguments) {
        var request = new HashMap<String, Object>();
        request.put("subject", Map.of("type", type, "id", id));
        request.put("action", Map.of("name", action));
        request.put("resource", Map.of("type", resourceType, "id", resource));
        if (!arguments.isEmpty()) request.put("context", Map.of("arguments", arguments));
        return request;
    }
}
