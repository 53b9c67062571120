package dev.mandate.gateway.upstream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.gateway.jsonrpc.JsonRpcAnswer;
import dev.mandate.gateway.protocol.Askable;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Who hears what a server says about a request while it is under way. */
public interface Listener {
    /** Hears nothing, and is asked nothing. */
    Listener NOBODY = deaf(Set.of());

    /**
     * Hears nothing and answers nothing, whatever the server is told.
     *
     * @param told what the server is told that it may ask
     */
    static Listener deaf(Set<Askable> told) {
        return new Listener() {
            @Override
            public boolean wantsProgress() {
                return false;
            }

            @Override
            public Optional<ObjectNode> hear(ObjectNode notification) {
                return Optional.empty();
            }

            @Override
            public Set<Askable> asked() {
                return told;
            }
        };
    }

    /**
     * Whether he wants to hear how far it is. The server is given a token for that, one of this gateway's own: what a client calls it is decided
     * by nobody, and would tell the server whatever the client likes.
     */
    boolean wantsProgress();

    /**
     * Any thread.
     *
     * @param notification as the server wrote it
     * @return what the client is told of it; empty for nothing
     */
    Optional<ObjectNode> hear(ObjectNode notification);

    /** What the server is told that it may ask while it has the request. */
    default Set<Askable> asked() {
        return Set.of();
    }

    /**
     * The server asks something. Any thread; never fails.
     *
     * @param method of MCP, such as {@code elicitation/create}
     * @param params as the server wrote them
     * @return what the server is told: a result, or why there is none
     */
    default CompletableFuture<JsonRpcAnswer> ask(String method, ObjectNode params) {
        return CompletableFuture.completedFuture(ServerRequests.NO);
    }
}
