package dev.mandate.messaging.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mandate.messaging.draining.Drain;
import io.quarkus.arc.All;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Refuses what comes once this process is asked to end, on connections that were open or are new, before anything is decided or done: whoever asks may ask
 * again, elsewhere. Quarkus itself would take such a request while what it needs ends.
 */
@Singleton
class LateRequests {
    /** Before every other filter, and before routes. */
    private static final int FIRST = 10_000;
    /** For the rest of its body, since a connection that is closed before may take the answer with it. */
    private static final long BODY_PATIENCE_MILLIS = 1000;

    private static final int UNAVAILABLE = 14;
    private static final String RETRY_AFTER_SECONDS = "1";
    private static final String WHY =
            "This replica is about to end, and has done nothing of this request: send it again";

    private final Drain drain;
    private final List<AnsweredToTheEnd> exceptions;
    private final Buffer problem;

    LateRequests(Drain drain, @All List<AnsweredToTheEnd> exceptions, ObjectMapper json)
            throws JsonProcessingException {
        this.drain = drain;
        this.exceptions = exceptions;
        this.problem = Buffer.buffer(json.writeValueAsBytes(Problem.of(503, "ending", WHY, null, null)));
    }

    void filter(@Observes Filters filters) {
        filters.register(this::take, FIRST);
    }

    private void take(RoutingContext context) {
        if (!drain.begun() || exceptions.stream().anyMatch(one -> one.takes(context.request()))) context.next();
        else refuse(context);
    }

    private void refuse(RoutingContext context) {
        var request = context.request();
        if (request.isEnded() || request.headers().contains("Expect")) {
            answer(request);
            return;
        }
        var patience = context.vertx().setTimer(BODY_PATIENCE_MILLIS, late -> answer(request));
        request.exceptionHandler(lost -> context.vertx().cancelTimer(patience));
        request.handler(ignored -> {}).endHandler(whole -> {
            context.vertx().cancelTimer(patience);
            answer(request);
        });
        request.resume();
    }

    private void answer(HttpServerRequest request) {
        var response = request.response();
        if (response.ended() || response.closed()) return;
        if (isGrpc(request)) {
            unavailable(response);
            return;
        }
        if (request.version() == HttpVersion.HTTP_2) respond(response);
        else
            respond(response.putHeader("Connection", "close"))
                    .onComplete(any -> request.connection().close());
    }

    private Future<Void> respond(HttpServerResponse response) {
        return response.setStatusCode(503)
                .putHeader("Retry-After", RETRY_AFTER_SECONDS)
                .putHeader("Cache-Control", "no-store")
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .end(problem.copy());
    }

    private static boolean isGrpc(HttpServerRequest request) {
        var type = request.getHeader("Content-Type");
        return type != null && type.startsWith("application/grpc");
    }

    /** @see <a href="https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md#responses">gRPC over HTTP/2, Trailers-Only</a> */
    private static void unavailable(HttpServerResponse response) {
        response.setStatusCode(200)
                .putHeader("Content-Type", "application/grpc")
                .putHeader("grpc-status", Integer.toString(UNAVAILABLE))
                .putHeader("grpc-message", WHY)
                .end();
    }
}
