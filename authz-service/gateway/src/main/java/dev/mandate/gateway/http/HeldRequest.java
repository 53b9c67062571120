package dev.mandate.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.gateway.jsonrpc.JsonRpcAnswer;
import dev.mandate.gateway.jsonrpc.ServerJson;
import dev.mandate.gateway.methods.ClientRequest;
import dev.mandate.gateway.methods.Methods;
import dev.mandate.gateway.protocol.Askable;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Of the stateless versions: the question is what a request is answered with, and the client makes the same request again with what is answered. Here it is
 * one request all the while, decided once: the second takes up what the first began.
 */
final class HeldRequest implements Questions {
    private final String state;
    private final ClientRequest request;
    private final Duration patience;
    private final Map<String, CompletableFuture<JsonRpcAnswer>> open = new LinkedHashMap<>();
    private ObjectNode unasked = ServerJson.object();
    private @Nullable CompletableFuture<Methods.Done> turn;
    private Methods.@Nullable Done done;
    private int number;

    /** @param state by which the client's next request names it, and which nobody guesses */
    HeldRequest(String state, ClientRequest request, Duration patience) {
        this.state = state;
        this.request = request;
        this.patience = patience;
    }

    String state() {
        return state;
    }

    ClientRequest request() {
        return request;
    }

    @Override
    public Set<Askable> can() {
        return request.can();
    }

    /** What the request waits for that its client has just made; empty if another waits already. */
    Optional<CompletableFuture<Methods.Done>> turn() {
        var mine = new CompletableFuture<Methods.Done>();
        Methods.@Nullable Done at;
        synchronized (this) {
            if (turn != null) return Optional.empty();
            at = done != null ? done : unasked.isEmpty() ? null : questions();
            if (at == null) turn = mine;
        }
        if (at != null) mine.complete(at);
        return Optional.of(mine);
    }

    @Override
    public CompletableFuture<JsonRpcAnswer> put(String method, ObjectNode params) {
        var answer = new CompletableFuture<JsonRpcAnswer>().orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
        @Nullable CompletableFuture<Methods.Done> waits;
        Methods.@Nullable Done asked = null;
        synchronized (this) {
            var key = "question-" + ++number;
            open.put(key, answer);
            unasked.putObject(key).put("method", method).set("params", params);
            waits = turn;
            turn = null;
            if (waits != null) asked = questions();
        }
        if (waits != null) waits.complete(asked);
        return answer;
    }

    /** To what was asked and isn't answered yet; whatever else is said answers nothing. */
    void answer(JsonNode responses) {
        var answered = new LinkedHashMap<CompletableFuture<JsonRpcAnswer>, ObjectNode>();
        synchronized (this) {
            for (var one : responses.properties())
                if (one.getValue() instanceof ObjectNode result && !unasked.has(one.getKey())) {
                    var question = open.remove(one.getKey());
                    if (question != null) answered.put(question, result);
                }
        }
        answered.forEach((question, result) -> question.complete(JsonRpcAnswer.of(result)));
    }

    /** Nothing more comes of it. */
    void finish(Methods.Done all) {
        @Nullable CompletableFuture<Methods.Done> waits;
        synchronized (this) {
            done = all;
            waits = turn;
            turn = null;
        }
        if (waits != null) waits.complete(all);
    }

    /** Whoever waits was let down: nothing of it is known here. */
    void fail(Throwable failure) {
        @Nullable CompletableFuture<Methods.Done> waits;
        synchronized (this) {
            waits = turn;
            turn = null;
        }
        if (waits != null) waits.completeExceptionally(failure);
    }

    /** Its client went away while it waited. */
    void left(CompletableFuture<Methods.Done> mine) {
        boolean waited;
        synchronized (this) {
            waited = turn == mine;
        }
        if (waited) request.cancellation().cancel();
    }

    private Methods.Done questions() {
        var result = ServerJson.object().put("resultType", JsonRpcAnswer.INPUT_REQUIRED);
        result.set("inputRequests", unasked);
        result.put("requestState", state);
        unasked = ServerJson.object();
        return new Methods.Done(JsonRpcAnswer.of(result), false);
    }
}
