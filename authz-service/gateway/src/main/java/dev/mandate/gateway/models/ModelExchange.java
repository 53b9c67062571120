package dev.mandate.gateway.models;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One request to a provider. It is over once, with the end of the answer or with a failure, however the provider behaves; after that its connection
 * carries nothing of it any more. On one event loop.
 */
final class ModelExchange {
    private static final long PATIENCE_MILLIS = 500;

    private final Vertx vertx;
    private final Receiver receiver;
    private final long most;
    private final long silence;
    private final long timer;
    private long silent;
    private @Nullable HttpClientRequest request;
    private @Nullable HttpClientResponse response;
    private boolean sent;
    private boolean over;
    private boolean ended;
    private boolean waiting;
    private long received;

    /** Who hears of it. */
    interface Receiver {
        void begins(HttpClientResponse response);

        void piece(Buffer piece);

        void ends();

        /** @param sent the provider may have got the request, and may have done what it asks */
        void fails(String why, boolean sent);
    }

    ModelExchange(Vertx vertx, Duration timeout, Duration silence, long most, Receiver receiver) {
        this.vertx = vertx;
        this.receiver = receiver;
        this.most = most;
        this.silence = Math.max(1, silence.toMillis());
        this.timer = vertx.setTimer(
                Math.max(1, timeout.toMillis()),
                late -> fail("the provider did not answer within " + timeout.toMillis() + " ms"));
        this.silent = listen();
    }

    void send(HttpClient client, RequestOptions options, byte[] body) {
        client.request(options).onComplete(opened -> {
            if (opened.failed()) {
                fail("the provider can't be reached");
                return;
            }
            var open = opened.result();
            request = open;
            open.exceptionHandler(lost -> fail("the connection to the provider was lost"));
            if (over) {
                open.reset();
                return;
            }
            sent = true;
            open.send(Buffer.buffer(body))
                    .onSuccess(this::answered)
                    .onFailure(lost -> fail("the connection to the provider was lost"));
        });
    }

    void cancel() {
        fail("the call was cancelled");
    }

    /** All that anybody waits for is there: what comes after it belongs to nobody. A provider that ends there keeps its connection. */
    void complete() {
        if (!settle()) return;
        vertx.setTimer(PATIENCE_MILLIS, late -> {
            if (!ended && request != null) request.reset();
        });
        receiver.ends();
    }

    /** Nothing more is read for now; the provider isn't silent meanwhile. */
    void pause() {
        var answer = response;
        if (answer == null || waiting) return;
        waiting = true;
        answer.pause();
    }

    void resume() {
        var answer = response;
        if (answer == null || !waiting) return;
        waiting = false;
        heard();
        answer.resume();
    }

    private void answered(HttpClientResponse answer) {
        if (over) return;
        response = answer;
        heard();
        answer.exceptionHandler(lost -> fail("the connection to the provider was lost"));
        answer.handler(this::piece);
        answer.endHandler(end -> {
            ended = true;
            if (settle()) receiver.ends();
        });
        receiver.begins(answer);
    }

    private void piece(Buffer piece) {
        if (over) return;
        heard();
        received += piece.length();
        if (received > most) fail("the provider's answer is longer than " + most + " bytes");
        else receiver.piece(piece);
    }

    /** How much of the answer came. */
    long received() {
        return received;
    }

    private void heard() {
        vertx.cancelTimer(silent);
        silent = listen();
    }

    private long listen() {
        return vertx.setTimer(silence, late -> {
            if (waiting) silent = listen();
            else fail("the provider said nothing for " + silence + " ms");
        });
    }

    void fail(String why) {
        if (!settle()) return;
        if (request != null) request.reset();
        receiver.fails(why, sent);
    }

    private boolean settle() {
        if (over) return false;
        over = true;
        vertx.cancelTimer(timer);
        vertx.cancelTimer(silent);
        return true;
    }
}
