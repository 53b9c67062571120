package dev.mandate.gateway.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.gateway.jsonrpc.OwnSigns;
import dev.mandate.gateway.jsonrpc.ServerJson;
import dev.mandate.gateway.protocol.McpMethod;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What a server of the stateless versions asks by its answer, which the same request is made again with: it asks nothing of its own.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/basic/patterns/mrtr">MCP 2026-07-28, requests of several rounds</a>
 */
final class InputRounds {
    /** In all, and in one answer. */
    static final int MOST = 8;

    private static final int LONGEST_STATE = 16 * 1024;
    private static final int LONGEST_KEY = 128;

    private InputRounds() {}

    static boolean asks(@Nullable ObjectNode message) {
        return message != null && message.get("result") instanceof ObjectNode result && OwnSigns.asksForInput(result);
    }

    /**
     * The request to be made next. Fails with {@link UpstreamFailure} where the server asks for what nobody answers; a form or a page that isn't shown
     * is one that was put away, as the protocol has it.
     */
    static CompletableFuture<UpstreamRequest> answered(UpstreamRequest asked, JsonNode result, Listener client) {
        var requests = result.path("inputRequests");
        var state = result.path("requestState");
        if (!requests.isObject()
                || requests.isEmpty()
                || requests.size() > MOST
                || state.asText("").length() > LONGEST_STATE)
            return CompletableFuture.failedFuture(
                    new UpstreamFailure("the server asks for input in a way that this gateway doesn't take", true));
        if (!requests.properties().stream().allMatch(one -> isAskable(one.getKey(), one.getValue()))) return no();
        var answers = new LinkedHashMap<String, CompletableFuture<ObjectNode>>();
        for (var one : requests.properties()) answers.put(one.getKey(), answer(one.getValue(), client));
        return unlessOneIsRefused(answers.values()).thenApply(all -> next(asked, answers, state));
    }

    /** Nobody is asked anything where the server asks something else beside it that is answered by nobody. */
    private static boolean isAskable(String key, JsonNode request) {
        return key.length() <= LONGEST_KEY && request.isObject() && (isForm(request) || isOfModel(request));
    }

    private static boolean isForm(JsonNode request) {
        return request.path("method").asText("").equals(McpMethod.ELICITATION.text());
    }

    private static boolean isOfModel(JsonNode request) {
        return request.path("method").asText("").equals(McpMethod.SAMPLING.text());
    }

    private static CompletableFuture<ObjectNode> answer(JsonNode request, Listener client) {
        var params = request.get("params") instanceof ObjectNode given ? given : ServerJson.object();
        return client.ask(request.path("method").asText(), params).thenCompose(answer -> {
            if (answer.result() != null) return CompletableFuture.completedFuture(answer.result());
            return isForm(request)
                    ? CompletableFuture.completedFuture(ServerJson.object().put("action", "cancel"))
                    : no();
        });
    }

    /** By one that is refused all of it is settled: no person fills a form for a call that has failed by then. */
    private static CompletableFuture<Void> unlessOneIsRefused(Collection<CompletableFuture<ObjectNode>> answers) {
        var settled = CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new));
        for (var answer : answers)
            answer.whenComplete((given, failure) -> {
                if (failure != null) settled.completeExceptionally(failure);
            });
        return settled;
    }

    private static UpstreamRequest next(
            UpstreamRequest asked, Map<String, CompletableFuture<ObjectNode>> answers, JsonNode state) {
        var params = asked.params().deepCopy();
        var responses = params.putObject("inputResponses");
        answers.forEach((key, answer) -> responses.set(key, answer.join()));
        if (state.isTextual()) params.set("requestState", state);
        else params.remove("requestState");
        return new UpstreamRequest(asked.task(), asked.method(), params, false, asked.before());
    }

    private static <T> CompletableFuture<T> no() {
        return CompletableFuture.failedFuture(
                new UpstreamFailure("the server asks for input that is not given to it here", true));
    }
}
