package dev.mandate.gateway.sessions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.gateway.calls.Cancellation;
import dev.mandate.gateway.jsonrpc.JsonRpcAnswer;
import dev.mandate.gateway.protocol.Askable;
import dev.mandate.gateway.protocol.LogLevel;
import dev.mandate.gateway.protocol.ProtocolVersion;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** What {@code initialize} began: the version that was agreed on, and what is under way. No right goes by it; tokens are asked each time. */
public final class ClientSession {
    private final String id;
    private final ProtocolVersion version;
    private final Set<Askable> can;
    private final ConcurrentMap<String, CompletableFuture<JsonRpcAnswer>> asked = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Cancellation> underWay = new ConcurrentHashMap<>();
    private volatile @Nullable LogLevel level;

    ClientSession(String id, ProtocolVersion version, Set<Askable> can) {
        this.id = id;
        this.version = version;
        this.can = can;
    }

    public String id() {
        return id;
    }

    public ProtocolVersion version() {
        return version;
    }

    /** What the client can be asked. */
    public Set<Askable> can() {
        return can;
    }

    /**
     * A question that the client has not answered yet.
     *
     * @param id by which it answers, and which nobody guesses
     */
    public record Question(String id, CompletableFuture<JsonRpcAnswer> answer) {}

    /** It counts until it is answered, or given up. */
    public Question asks() {
        var question = new Question(SessionIds.next(), new CompletableFuture<>());
        asked.put(question.id(), question.answer());
        question.answer().whenComplete((any, failure) -> asked.remove(question.id()));
        return question;
    }

    /** False if no such question is open: it was never asked, has been answered, or it took too long. */
    public boolean answers(JsonNode question, JsonRpcAnswer answer) {
        var open = asked.get(question.asText());
        return open != null && open.complete(answer);
    }

    /** From which level on messages of servers are passed; null for none. */
    public @Nullable LogLevel level() {
        return level;
    }

    public void level(LogLevel from) {
        level = from;
    }

    /** False if a request of this id is under way already. */
    public boolean begins(JsonNode request, Cancellation cancellation) {
        return underWay.putIfAbsent(request.toString(), cancellation) == null;
    }

    public void ended(JsonNode request) {
        underWay.remove(request.toString());
    }

    /** Nothing comes of it if no such request is under way. */
    public void cancel(JsonNode request) {
        var cancellation = underWay.get(request.toString());
        if (cancellation != null) cancellation.cancel();
    }
}
