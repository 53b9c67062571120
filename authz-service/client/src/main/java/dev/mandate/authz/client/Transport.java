package dev.mandate.authz.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.mandate.authz.client.Failure.Kind;
import dev.mandate.authz.client.Replicas.Replica;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Posts JSON to one replica, and to the next one if that can't answer, within one time for all. Its futures never fail. */
final class Transport {
    static final JsonMapper JSON = new JsonMapper();
    private static final Set<Integer> ANOTHER_MAY_ANSWER = Set.of(502, 503, 504);

    private final HttpClient http;
    private final Replicas replicas;
    private final InFlight inFlight;
    private final Duration timeout;

    Transport(List<URI> urls, Duration timeout, Duration connectTimeout, Duration rest, int most) {
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(connectTimeout)
                .build();
        this.replicas = new Replicas(urls, rest.toNanos(), System::nanoTime);
        this.inFlight = new InFlight(most, most * 10);
        this.timeout = timeout;
    }

    /**
     * By what the asker is known.
     *
     * @param key that the token is bound to; null for a bearer's
     * @param anothers it is shown for whoever handed it over, from an address that isn't his
     */
    record Credential(String token, @Nullable HolderKey key, boolean anothers) {
        /** For one request; a proof is made anew for each, since it counts once. */
        private String[] headers(URI uri) {
            var headers = new ArrayList<String>();
            if (anothers) headers.addAll(List.of("Forwarded", "for=unknown")); // RFC 7239 section 6.2
            headers.addAll(List.of("Authorization", (key == null ? "Bearer " : "DPoP ") + token));
            if (key != null) headers.addAll(List.of("DPoP", key.proof("POST", uri, token)));
            return headers.toArray(String[]::new);
        }
    }

    /** @param failure null if there is a body */
    record Reply(@Nullable JsonNode body, @Nullable Failure failure, String requestId) {}

    CompletableFuture<Reply> post(String path, String affinity, Credential credential, Object question) {
        byte[] body;
        try {
            body = JSON.writeValueAsBytes(question);
        } catch (JsonProcessingException e) {
            return done(
                    Failure.unsent(Kind.REFUSED, "the question can't be written as JSON: " + e.getOriginalMessage()));
        }
        var until = System.nanoTime() + timeout.toNanos();
        var reply = inFlight.run(() -> attempt(new Post(path, credential, body, until), replicas.inOrder(affinity), 0));
        if (reply == null) return done(Failure.unsent(Kind.BUSY, "too many questions are waiting already"));
        return reply.completeOnTimeout(
                        failed(Failure.unsent(Kind.TIMEOUT, "no answer within " + timeout)),
                        timeout.toNanos(),
                        TimeUnit.NANOSECONDS)
                .exceptionally(unexpected -> failed(Failure.unsent(Kind.UNREADABLE, "asking failed: " + unexpected)));
    }

    private record Post(String path, Credential credential, byte[] body, long until) {}

    private CompletableFuture<Reply> attempt(Post post, List<Replica> order, int at) {
        var left = post.until() - System.nanoTime();
        if (left <= 0) return done(Failure.unsent(Kind.TIMEOUT, "no answer within " + timeout));
        var replica = order.get(at);
        var requestId = UUID.randomUUID().toString();
        HttpRequest request;
        try {
            var uri = URI.create(replica.url() + post.path());
            request = HttpRequest.newBuilder(uri)
                    // One that stands still and keeps its connections leaves the others their share.
                    .timeout(Duration.ofNanos(left / (order.size() - at)))
                    .headers(post.credential().headers(uri))
                    .header("Content-Type", "application/json")
                    .header("X-Request-ID", requestId)
                    .POST(BodyPublishers.ofByteArray(post.body()))
                    .build();
        } catch (IllegalArgumentException e) {
            // Without its message, which may hold the token.
            return done(Failure.unsent(Kind.NO_TOKEN, "the token can't be sent in a header"));
        }
        return http.sendAsync(request, BodyHandlers.ofByteArray())
                .handle((response, failure) -> {
                    var last = at + 1 == order.size();
                    if (response == null || ANOTHER_MAY_ANSWER.contains(response.statusCode())) {
                        replicas.failed(replica);
                        if (!last) return attempt(post, order, at + 1);
                    } else Replicas.answered(replica);
                    return CompletableFuture.completedFuture(
                            response == null
                                    ? failed(unanswered(failure, replica, requestId))
                                    : reply(response, requestId));
                })
                .thenCompose(reply -> reply);
    }

    private Failure unanswered(@Nullable Throwable failure, Replica replica, String requestId) {
        for (var cause = failure; cause != null; cause = cause.getCause())
            if (cause instanceof java.net.http.HttpTimeoutException
                    && !(cause instanceof java.net.http.HttpConnectTimeoutException))
                return new Failure(Kind.TIMEOUT, 0, "no answer within " + timeout, requestId);
        var met = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return new Failure(
                Kind.UNREACHABLE, 0, "no replica answers, " + replica.url() + " as the last: " + met, requestId);
    }

    private static Reply reply(HttpResponse<byte[]> response, String requestId) {
        var status = response.statusCode();
        JsonNode body;
        try {
            body = JSON.readTree(response.body());
        } catch (IOException e) {
            body = null;
        }
        if (status == 200 && body != null && body.isObject()) return new Reply(body, null, requestId);
        if (ANOTHER_MAY_ANSWER.contains(status))
            return failed(new Failure(
                    Kind.UNREACHABLE, status, "no replica answers: status " + status, requestId, retryAfter(response)));
        if (status / 100 != 4)
            return failed(
                    new Failure(Kind.UNREADABLE, status, "the answer can't be read: status " + status, requestId));
        var title = body == null ? "" : body.path("title").asText("");
        var field = body == null ? "" : body.path("field").asText("");
        var message = title.isEmpty() ? "the service refused to answer: status " + status : title;
        var why = field.isEmpty() ? message : field + ": " + message;
        return failed(new Failure(Kind.REFUSED, status, why, requestId, retryAfter(response)));
    }

    /** In seconds, as our service says it; zero for what says it otherwise. */
    private static Duration retryAfter(HttpResponse<?> response) {
        var said = response.headers().firstValue("Retry-After").orElse("");
        return said.matches("\\d{1,6}") ? Duration.ofSeconds(Long.parseLong(said)) : Duration.ZERO;
    }

    private static CompletableFuture<Reply> done(Failure failure) {
        return CompletableFuture.completedFuture(failed(failure));
    }

    private static Reply failed(Failure failure) {
        return new Reply(null, failure, failure.requestId());
    }
}
