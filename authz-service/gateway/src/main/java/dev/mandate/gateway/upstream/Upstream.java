package dev.mandate.gateway.upstream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.gateway.jsonrpc.JsonRpcAnswer;
import dev.mandate.gateway.protocol.Askable;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * A server, however it is reached. Asks on behalf of nobody in particular: what callers have shown stays here, the server sees the
 * credential that its operator gave this gateway. It is told what it may ask clients, which is nothing unless its operator, a policy and the client say so.
 */
public interface Upstream extends AutoCloseable {
    /**
     * Sends a request. Fails with {@link UpstreamFailure}, also after the server had its time.
     *
     * @param told who hears what the server says about it
     */
    Exchange ask(UpstreamRequest asked, Listener told);

    /**
     * What the server says that it can, under its names of capabilities.
     *
     * @param asked what it is told that it may ask
     */
    CompletableFuture<ObjectNode> capabilities(String task, Set<Askable> asked);

    /** Runs it whenever the server says that its tools have changed. */
    void whenToolsChange(Runnable changed);

    @Override
    void close();

    /** A request under way. */
    interface Exchange {
        CompletableFuture<JsonRpcAnswer> answer();

        /** Nobody waits for the answer any more; the server is told. */
        void cancel();
    }
}
