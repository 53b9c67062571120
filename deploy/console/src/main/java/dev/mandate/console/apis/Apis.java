package dev.mandate.console.apis;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mandate.console.signin.Visitor;
import dev.mandate.events.cloudevents.PlainJson;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Asks services as whoever looks at the page, with his token and nothing else: what he may not ask for, no page shows. */
@ApplicationScoped
public class Apis {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_BYTES = 8 * 1024 * 1024;
    private static final int MOST_AT_ONCE = 16;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final ExecutorService atOnce = Executors.newFixedThreadPool(MOST_AT_ONCE, run -> {
        var thread = new Thread(run, "apis");
        thread.setDaemon(true);
        return thread;
    });
    private final ApisConfig config;
    private final Visitor visitor;

    Apis(ApisConfig config, Visitor visitor) {
        this.config = config;
        this.visitor = visitor;
    }

    @PreDestroy
    void stop() {
        atOnce.shutdown();
    }

    /**
     * Asks for something to show.
     *
     * @param path with its query, each part of it encoded
     * @throws Unanswered where the service doesn't answer as it should
     * @throws SignInEnded where it says that the token doesn't count any more
     */
    public Answer get(Api api, String path) {
        return send(api, request(api, path).GET().build());
    }

    /** As {@link #get}, of several at once, of which so many pages together as there are threads: a page waits as long as for the slowest. */
    public List<Answer> getAll(Api api, List<String> paths) {
        var asked = paths.stream()
                .map(path -> request(api, path).GET().build()) // as the visitor of this request
                .map(request -> CompletableFuture.supplyAsync(() -> send(api, request), atOnce))
                .toList();
        try {
            return asked.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) throw cause;
            throw e;
        }
    }

    /** As {@link #get}, with a body. */
    public Answer post(Api api, String path, Map<String, ?> body) {
        return send(api, path, "POST", body, "");
    }

    /**
     * As {@link #post}, for all that something is from now on.
     *
     * @param tag of what was read before, so that nothing is taken back that another has changed meanwhile; empty for whatever there is
     */
    public Answer put(Api api, String path, Map<String, ?> body, String tag) {
        return send(api, path, "PUT", body, tag);
    }

    /** As {@link #post}, for what is to be otherwise. */
    public Answer patch(Api api, String path, Map<String, ?> body) {
        return send(api, path, "PATCH", body, "");
    }

    private Answer send(Api api, String path, String method, Map<String, ?> body, String tag) {
        try {
            var request = request(api, path).header("Content-Type", "application/json");
            if (!tag.isEmpty()) request.header("If-Match", tag);
            return send(
                    api,
                    request.method(method, BodyPublishers.ofString(JSON.writeValueAsString(body)))
                            .build());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON", e);
        }
    }

    /** A part of a path or a query's value. */
    public static String encode(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder request(Api api, String path) {
        return HttpRequest.newBuilder(URI.create(config.url(api) + path))
                .timeout(config.patience())
                .header("Accept", "application/json")
                .header("Authorization", "Bearer " + visitor.accessToken());
    }

    private Answer send(Api api, HttpRequest request) {
        try {
            var response = http.send(request, BodyHandlers.ofInputStream());
            try (var body = response.body()) {
                var status = response.statusCode();
                if (status == 401) throw new SignInEnded();
                if (status >= 500 || status == 429) throw new Unanswered(api, "answered " + status);
                return new Answer(
                        status,
                        read(api, body.readNBytes(MOST_BYTES + 1)),
                        response.headers().firstValue("ETag").orElse(""));
            }
        } catch (IOException e) {
            throw new Unanswered(api, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unanswered(api, "was not waited for");
        }
    }

    private static JsonNode read(Api api, byte[] body) throws IOException {
        if (body.length > MOST_BYTES) throw new Unanswered(api, "said more than a page can show");
        return body.length == 0 ? JSON.createObjectNode() : PlainJson.of(JSON.readTree(body));
    }
}
