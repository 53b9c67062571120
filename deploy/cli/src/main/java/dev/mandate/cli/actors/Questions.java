package dev.mandate.cli.actors;

import dev.mandate.authz.client.AuthzClient.Semantic;
import dev.mandate.authz.client.Question;
import dev.mandate.cli.client.ApiClient;
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
        return decided(token, question("agent", agent, "call", "tool", tool).with(arguments));
    }

    /** The same, asked by a gateway that names the delegation; so it can still be asked when the agent's token has ended. */
    public Verdict callUnder(String gateway, String delegation, String agent, String tool, Map<String, ?> arguments) {
        return decided(
                gateway,
                question("agent", agent, "call", "tool", tool).with(arguments).under(delegation));
    }

    /** May this person or agent use this model? Asked by a gateway. */
    public Verdict use(String token, String type, String id, String model) {
        return decided(token, question(type, id, "use", "model", model));
    }

    /** May this person do this to a resource that the application keeps itself? Asked by the application, with what it is like. */
    public Verdict about(
            String application, String person, String action, String type, String id, Map<String, ?> attributes) {
        return decided(application, question("person", person, action, type, id).described(attributes));
    }

    /** The same of an agent that acts under a delegation. */
    public Verdict aboutUnder(
            String application,
            Session session,
            String agent,
            String action,
            String type,
            String id,
            Map<String, ?> attributes) {
        return decided(
                application,
                question("agent", agent, action, type, id).described(attributes).under(session.delegation()));
    }

    /** One item of a batch. */
    public record Item(String subjectType, String subject, String action, String resourceType, String resource) {}

    /** Asks several at once, as a gateway does, and keeps every answer's id. */
    public CompletableFuture<List<Verdict>> askAll(String gateway, List<Item> items) {
        var questions = items.stream()
                .map(item -> question(
                        item.subjectType(), item.subject(), item.action(), item.resourceType(), item.resource()))
                .toList();
        return api.authz(gateway)
                .askAll(questions, Semantic.EXECUTE_ALL)
                .thenApply(decisions -> decisions.stream()
                        .map(decision -> keep(Verdict.of(decision)))
                        .toList());
    }

    public CompletableFuture<Verdict> ask(
            String token, String type, String id, String action, String resourceType, String resource) {
        return api.authz(token)
                .ask(question(type, id, action, resourceType, resource))
                .thenApply(decision -> keep(Verdict.of(decision)));
    }

    public Queue<String> received() {
        return received;
    }

    private Verdict keep(Verdict verdict) {
        received.add(verdict.id());
        return verdict;
    }

    private Verdict decided(String token, Question question) {
        return keep(Verdict.of(api.authz(token).decide(question)));
    }

    private static Question question(String type, String id, String action, String resourceType, String resource) {
        return Question.about(type, id).doing(action, resourceType, resource);
    }
}
