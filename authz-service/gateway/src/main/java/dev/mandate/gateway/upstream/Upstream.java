package dev.mandate.gateway.upstream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.gateway.jsonrpc.JsonRpcAnswer;
import java.util.concurrent.CompletableFuture;

/**
 * A server, however it is reached. Asks on behalf of nobody in particular: what callers have shown stays here, the server sees the
 * credential that its operator gave this gateway. It is told that the client can nothing, so that it has nothing to ask clients.
 */
public interface Upstream extends AutoCloseable {
    /**
     * Sends a request. Fails with {@link UpstreamFailure}, also after the server had its time.
     *
     * @param told who hears what the server says about it
     */
    Exchange ask(UpstreamRequest asked, Listener told);

    /** What the server says that it can, under its names of capabilities. */
    CompletableFuture<ObjectNode> capabilities(String task);

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
