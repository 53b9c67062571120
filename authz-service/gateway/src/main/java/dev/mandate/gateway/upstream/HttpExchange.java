package dev.mandate.gateway.upstream;

import dev.mandate.gateway.jsonrpc.JsonRpcAnswer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A request that waits for its session, then for its answer. One that is cancelled before it is posted is never posted. Any thread. */
final class HttpExchange implements Upstream.Exchange {
    private final CompletableFuture<JsonRpcAnswer> answer = new CompletableFuture<>();
    private @Nullable Post post;
    private int posts;
    private boolean cancelled;

    @Override
    public CompletableFuture<JsonRpcAnswer> answer() {
        return answer;
    }

    /** What was posted says itself whether the server may have got it. */
    @Override
    public void cancel() {
        @Nullable Post open;
        synchronized (this) {
            cancelled = true;
            open = post;
        }
        if (open == null) fail("the call was cancelled");
        else open.cancel();
    }

    /** Null if nobody waits any more, or it can't be posted: then the exchange has failed. */
    @Nullable
    Post begin(Supplier<Post> sending) {
        try {
            var begun = unlessCancelled(sending);
            if (begun == null) fail("the call was cancelled");
            return begun;
        } catch (RuntimeException e) {
            fail("the server can't be asked");
            return null;
        }
    }

    private synchronized @Nullable Post unlessCancelled(Supplier<Post> sending) {
        if (cancelled) return null;
        var begun = sending.get();
        post = begun;
        posts++;
        return begun;
    }

    /** What was posted is answered, and something else goes before the next post. */
    synchronized void between() {
        post = null;
    }

    /** Nothing is posted now. What was before it, the server may have got. */
    void fail(String why) {
        answer.completeExceptionally(new UpstreamFailure(why, posts() > 0));
    }

    private synchronized int posts() {
        return posts;
    }

    void settle(Post.@Nullable Reply reply, @Nullable Throwable failure) {
        if (failure != null || reply == null) {
            var why = UpstreamFailure.of(Objects.requireNonNull(failure));
            answer.completeExceptionally(
                    new UpstreamFailure(String.valueOf(why.getMessage()), why.sent() || posts() > 1));
            return;
        }
        try {
            var message = reply.message();
            if (message == null)
                throw new UpstreamFailure("the server answered with HTTP " + reply.status() + " and no message", true);
            answer.complete(UpstreamAnswer.of(message));
        } catch (UpstreamFailure e) {
            answer.completeExceptionally(e);
        }
    }
}
