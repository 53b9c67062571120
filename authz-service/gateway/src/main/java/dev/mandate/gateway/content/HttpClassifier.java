package dev.mandate.gateway.content;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.gateway.jsonrpc.ServerJson;
import dev.mandate.messaging.http.OutgoingUrl;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Asks a classifier by HTTP: {@code POST {"tool": …, "texts": […]}}, answered by {@code {"suspicious": true|false}}; any other answer, status
 * or silence is no verdict.
 */
final class HttpClassifier implements ContentClassifier {
    private static final int MOST_SENT = 256 * 1024;
    private static final int MOST_ANSWERED = 4 * 1024;

    private final Vertx vertx;
    private final HttpClient client;
    private final URI url;
    private final Duration timeout;
    private final int atOnce;
    private final AtomicInteger under = new AtomicInteger();

    HttpClassifier(Vertx vertx, URI url, Duration timeout, int atOnce) {
        if (!OutgoingUrl.isPrivate(url))
            throw new IllegalArgumentException("mandate.mcp.classifier.url must be https, or http on this machine");
        this.vertx = vertx;
        this.url = url;
        this.timeout = timeout;
        this.atOnce = atOnce;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout((int) Math.max(1, timeout.toMillis()))
                .setMaxPoolSize(atOnce)
                .setMaxWaitQueueSize(atOnce));
    }

    @Override
    public CompletableFuture<Optional<Boolean>> suspicious(String tool, List<String> texts) {
        var verdict = new CompletableFuture<Optional<Boolean>>();
        // What it hasn't read it can't clear.
        if (texts.stream().mapToLong(String::length).sum() > MOST_SENT)
            return CompletableFuture.completedFuture(Optional.empty());
        if (under.incrementAndGet() > atOnce) {
            under.decrementAndGet();
            return CompletableFuture.completedFuture(Optional.empty());
        }
        var open = new AtomicReference<@Nullable HttpClientRequest>();
        // Not the JDK's timeout, after which the call would go on elsewhere than where it came from.
        var late = vertx.setTimer(Math.max(1, timeout.toMillis()), timer -> verdict.complete(Optional.empty()));
        verdict.whenComplete((said, failed) -> {
            vertx.cancelTimer(late);
            under.decrementAndGet();
            var request = open.get();
            if (request != null) request.reset();
        });
        client.request(new RequestOptions().setMethod(HttpMethod.POST).setAbsoluteURI(url.toString()))
                .onFailure(lost -> verdict.complete(Optional.empty()))
                .onSuccess(request -> {
                    if (verdict.isDone()) {
                        request.reset();
                        return;
                    }
                    open.set(request);
                    request.putHeader("Content-Type", "application/json")
                            .send(body(tool, texts))
                            .onFailure(lost -> verdict.complete(Optional.empty()))
                            .onSuccess(response -> read(response, open, verdict));
                });
        return verdict;
    }

    private static Buffer body(String tool, List<String> texts) {
        var body = ServerJson.object().put("tool", tool);
        var all = body.putArray("texts");
        texts.forEach(all::add);
        return Buffer.buffer(body.toString());
    }

    /** A connection on which all of the answer has come is open to the next question, and so no longer {@code open}. */
    private static void read(
            HttpClientResponse response,
            AtomicReference<@Nullable HttpClientRequest> open,
            CompletableFuture<Optional<Boolean>> verdict) {
        var body = Buffer.buffer();
        response.exceptionHandler(lost -> verdict.complete(Optional.empty()));
        response.handler(piece -> {
            if (body.length() + piece.length() > MOST_ANSWERED) verdict.complete(Optional.empty());
            else body.appendBuffer(piece);
        });
        response.endHandler(end -> {
            open.set(null);
            verdict.complete(response.statusCode() == 200 ? said(body.getBytes()) : Optional.empty());
        });
    }

    private static Optional<Boolean> said(byte[] body) {
        try {
            return Optional.of(ServerJson.read(body).path("suspicious"))
                    .filter(JsonNode::isBoolean)
                    .map(JsonNode::booleanValue);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
