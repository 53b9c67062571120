package dev.mandate.gateway.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.gateway.jsonrpc.ServerJson;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One POST to a server and what it answers: one message, or a stream of them up to the one that is waited for. Bounded in bytes and time; once
 * it is settled the connection carries nothing of it any more.
 */
final class Post {
    /** Of a stream, what may come beside the answer, in bytes and in messages that anybody looks at. */
    private static final long BESIDE = 1024 * 1024;

    private static final int MOST_BESIDE = 1000;

    private static final int AT_ONCE = 64 * 1024;
    private static final long PATIENCE_MILLIS = 500;
    private static final String NO_OBJECT = "the server's answer is no JSON object";

    /**
     * What was answered.
     *
     * @param message null where the body has none
     */
    record Reply(int status, MultiMap headers, @Nullable ObjectNode message) {
        boolean succeeded() {
            return status >= 200 && status < 300;
        }

        JsonNode result() {
            return message == null ? MissingNode.getInstance() : message.path("result");
        }
    }

    /** What is given up while it opens is never sent, and what is sent may have been done: there is nothing in between. */
    private enum Stage {
        OPENING,
        SENT,
        GIVEN_UP
    }

    private final Vertx vertx;
    private final Context context;
    private final long longest;
    private final Consumer<ObjectNode> others;
    private final Runnable givenUp;
    private final BooleanSupplier late;
    private final CompletableFuture<Reply> reply = new CompletableFuture<>();
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.OPENING);
    private final Patience patience;
    private @Nullable HttpClientRequest request;
    private boolean ended;
    private int reading;
    private int beside;
    private long received;

    /**
     * @param others each message of a stream that is not the answer
     * @param givenUp run if nobody waits any more for the answer to what was sent
     * @param late whether it is sent no more, asked when it could be
     */
    Post(
            Vertx vertx,
            Duration timeout,
            long longest,
            Consumer<ObjectNode> others,
            Runnable givenUp,
            BooleanSupplier late) {
        this.vertx = vertx;
        this.longest = longest;
        this.others = others;
        this.givenUp = givenUp;
        this.late = late;
        this.context = vertx.getOrCreateContext();
        this.patience = new Patience(
                timeout,
                () -> context.runOnContext(
                        over -> giveUp("the server did not answer within " + timeout.toMillis() + " ms")));
        patience.begin();
    }

    Patience patience() {
        return patience;
    }

    CompletableFuture<Reply> reply() {
        return reply;
    }

    /** Whatever goes wrong is the reply's failure. */
    void send(HttpClient client, Supplier<RequestOptions> options, Supplier<byte[]> body) {
        try {
            send(client, options.get(), body.get());
        } catch (RuntimeException e) {
            fail("the server can't be asked: " + e.getClass().getSimpleName());
        }
    }

    private void send(HttpClient client, RequestOptions options, byte[] body) {
        client.request(options).onComplete(opened -> {
            if (opened.failed()) {
                fail("the server can't be reached");
                return;
            }
            request = opened.result();
            opened.result().exceptionHandler(lost -> fail("the connection to the server was lost"));
            if (late.getAsBoolean()) fail(UpstreamRequest.LATE);
            if (!stage.compareAndSet(Stage.OPENING, Stage.SENT)) {
                abort();
                return;
            }
            opened.result()
                    .send(Buffer.buffer(body))
                    .onSuccess(this::answered)
                    .onFailure(lost -> fail("the connection to the server was lost"));
        });
    }

    void cancel() {
        giveUp("the call was cancelled");
    }

    private void answered(HttpClientResponse response) {
        var type = String.valueOf(response.getHeader("Content-Type")).toLowerCase(Locale.ROOT);
        response.exceptionHandler(lost -> fail("the connection to the server was lost"));
        if (type.startsWith("text/event-stream")) stream(response);
        else whole(response, type.startsWith("application/json"));
    }

    private void whole(HttpClientResponse response, boolean json) {
        var body = Buffer.buffer();
        response.handler(piece -> {
            if (within(piece, longest)) body.appendBuffer(piece);
        });
        response.endHandler(end -> {
            ended = true;
            if (!json || body.length() == 0) settle(new Reply(response.statusCode(), response.headers(), null));
            else read(body.getBytes(), message -> settled(response, message));
        });
    }

    private void settled(HttpClientResponse response, ObjectNode message) {
        settle(new Reply(response.statusCode(), response.headers(), message));
    }

    /** A long message is taken apart where it holds up nobody else's. */
    private void read(byte[] json, Consumer<ObjectNode> taken) {
        if (json.length > AT_ONCE) {
            reading++;
            // One listener: of several, one that is added once it is read is told before those that wait for this loop.
            vertx.executeBlocking(() -> ServerJson.read(json), false).onComplete(read -> {
                reading--;
                if (read.succeeded()) taken.accept(read.result());
                else fail(NO_OBJECT);
                endedUnanswered();
            });
            return;
        }
        try {
            taken.accept(ServerJson.read(json));
        } catch (IOException e) {
            fail(NO_OBJECT);
        }
    }

    private void stream(HttpClientResponse response) {
        var events = new EventStream(longest, event -> event(response, event));
        response.handler(piece -> {
            if (!within(piece, longest + BESIDE)) return;
            try {
                events.take(piece);
            } catch (UpstreamFailure e) {
                fail(String.valueOf(e.getMessage()));
            }
        });
        response.endHandler(end -> {
            ended = true;
            endedUnanswered();
        });
    }

    private void endedUnanswered() {
        if (ended && reading == 0) fail("the server's stream ended before its answer");
    }

    private void event(HttpClientResponse response, byte[] event) {
        if (reply.isDone()) return;
        read(event, message -> {
            if (reply.isDone()) return;
            if (!UpstreamAnswer.is(message)) {
                if (beside++ < MOST_BESIDE) others.accept(message);
                return;
            }
            settled(response, message);
            vertx.setTimer(PATIENCE_MILLIS, late -> abort());
        });
    }

    private boolean within(Buffer piece, long most) {
        if (reply.isDone()) return false;
        received += piece.length();
        if (received <= most) return true;
        fail("the server's answer is longer than " + most + " bytes");
        return false;
    }

    private void settle(Reply answer) {
        patience.end();
        reply.complete(answer);
    }

    private void giveUp(String why) {
        if (fail(why) && stage.get() == Stage.SENT) givenUp.run();
    }

    private boolean fail(String why) {
        patience.end();
        var sent = !stage.compareAndSet(Stage.OPENING, Stage.GIVEN_UP) && stage.get() == Stage.SENT;
        if (!reply.completeExceptionally(new UpstreamFailure(why, sent))) return false;
        abort();
        return true;
    }

    /**
     * What comes after the answer belongs to nobody. A connection on which all of it has come is somebody else's by now. Where it is sent, and
     * so never while it is: what is reset then is sent all the same, over a connection that the client gives to the next call, which waits
     * behind it for as long as it may.
     */
    private void abort() {
        context.runOnContext(now -> {
            if (request != null && !ended) request.reset();
        });
    }
}
