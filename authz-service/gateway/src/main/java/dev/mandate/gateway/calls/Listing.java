package dev.mandate.gateway.calls;

import dev.mandate.gateway.jsonrpc.JsonRpcAnswer;
import dev.mandate.gateway.upstream.Upstream;
import dev.mandate.gateway.upstream.UpstreamFailure;
import java.util.concurrent.CompletableFuture;

/** A list, page by page: whoever cancels it waits for none of them, while the server goes on with the one that it was asked for. */
record Listing(CompletableFuture<JsonRpcAnswer> answer) implements Upstream.Exchange {
    @Override
    public void cancel() {
        answer.completeExceptionally(new UpstreamFailure("the call was cancelled", true));
    }
}
