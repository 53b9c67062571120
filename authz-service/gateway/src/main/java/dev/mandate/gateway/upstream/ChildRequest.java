package dev.mandate.gateway.upstream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.gateway.jsonrpc.JsonRpcAnswer;
import dev.mandate.gateway.jsonrpc.ServerJson;
import dev.mandate.gateway.protocol.McpMethod;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** A request of a child process that is under way. Any thread. */
final class ChildRequest implements Upstream.Exchange {
    private final Input child;
    private final long id;
    private final Listener told;
    private final InstantSource clock;
    private final CompletableFuture<JsonRpcAnswer> answer = new CompletableFuture<>();
    private final Patience patience;
    private volatile boolean sent;
    private volatile boolean asked;

    /** What the child reads. */
    interface Input {
        /**
         * False if it doesn't read what it was sent before.
         *
         * @param goes whether it is still to be written, asked when the child reads it
         */
        boolean send(byte[] message, BooleanSupplier goes);
    }

    /** @param underWay is told of it until it has its answer */
    ChildRequest(
            Input child,
            Map<Long, ChildRequest> underWay,
            long id,
            Listener told,
            Duration timeout,
            InstantSource clock) {
        this.child = child;
        this.id = id;
        this.told = told;
        this.clock = clock;
        this.patience = new Patience(timeout, () -> answer.completeExceptionally(new TimeoutException()));
        underWay.put(id, this);
        answer.whenComplete((any, failure) -> {
            underWay.remove(id);
            patience.end();
            if (failure instanceof TimeoutException) tell("it took too long");
        });
    }

    void send(UpstreamRequest wanted) {
        if (answer.isDone()) return;
        var message = ServerJson.object().put("jsonrpc", "2.0").put("id", id).put("method", wanted.method());
        var params = wanted.params();
        message.set("params", told.wantsProgress() ? Handshake.withProgress(params, id) : params);
        asked = McpMethod.of(wanted.method(), McpMethod.From.CLIENT)
                .filter(McpMethod::isDiscovery)
                .isEmpty();
        sent = true;
        if (child.send(ServerJson.write(message), () -> inTime(wanted))) patience.begin();
        else fail(new UpstreamFailure("the server doesn't read what it is sent", false));
    }

    private boolean inTime(UpstreamRequest wanted) {
        if (!wanted.isLate(clock.instant())) return true;
        fail(new UpstreamFailure(UpstreamRequest.LATE, false));
        return false;
    }

    void settle(ObjectNode message) {
        try {
            answer.complete(UpstreamAnswer.of(message));
        } catch (UpstreamFailure e) {
            fail(e);
        }
    }

    /** False if it had its answer before. */
    boolean fail(UpstreamFailure why) {
        return answer.completeExceptionally(why);
    }

    long id() {
        return id;
    }

    boolean sent() {
        return sent;
    }

    /** Sent, and no question of the gateway's own to get to know the child. */
    boolean isCall() {
        return sent && asked;
    }

    Listener told() {
        return told;
    }

    Patience patience() {
        return patience;
    }

    @Override
    public CompletableFuture<JsonRpcAnswer> answer() {
        return answer;
    }

    @Override
    public void cancel() {
        if (fail(new UpstreamFailure("the call was cancelled", true))) tell("the client has cancelled it");
    }

    private void tell(String why) {
        var cancelled = ServerJson.object().put("jsonrpc", "2.0").put("method", "notifications/cancelled");
        cancelled.putObject("params").put("requestId", id).put("reason", why);
        child.send(ServerJson.write(cancelled), () -> true);
    }
}
