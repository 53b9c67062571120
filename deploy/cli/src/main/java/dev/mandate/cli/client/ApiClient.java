package dev.mandate.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.mandate.authz.client.AuthzClient;
import dev.mandate.cli.running.Ports;
import dev.mandate.cli.running.Service;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.cloudevents.PlainJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/** JSON over HTTP to the services of the running system. */
public final class ApiClient {
    /** An answer holds events, and so is deeper and longer than one. */
    private static final JsonMapper ANSWERS = new JsonMapper();

    private static final int ATTEMPTS = 4;
    private static final long PAUSE_MILLIS = 500;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Function<Service, String> urls;
    private final AuthzClient authz;

    public ApiClient(Ports ports) {
        this(ports::url);
    }

    /** @param urls base URL of each service */
    public ApiClient(Function<Service, String> urls) {
        this.urls = urls;
        this.authz = AuthzClient.of(URI.create(urls.apply(Service.AUTHZ)))
                .timeout(PATIENCE)
                .as(() -> "");
    }

    /** What authz-service is asked with. */
    public AuthzClient authz(String token) {
        return authz.as(() -> token);
    }

    /**
     * What a service answered.
     *
     * @param tag of what is shown, for {@link #put(Service, String, String, Object, String)}; empty without one
     */
    public record Answer(int status, JsonNode body, String tag) {
        public Answer(int status, JsonNode body) {
            this(status, body, "");
        }

        /** @throws ApiRefused if the status is not 2xx */
        public JsonNode orRefuse() {
            if (status / 100 != 2) throw new ApiRefused(status, body);
            return body;
        }

        /** With the texts of others in it as they may be printed. */
        public Answer plain() {
            return new Answer(status, PlainJson.of(body), tag);
        }
    }

    public Answer get(Service service, String path, String token) {
        return send(request(service, path, token).GET().build());
    }

    /**
     * What is on all pages of a list, with the texts of others in it as they may be printed.
     *
     * @param path with a query
     */
    public List<JsonNode> items(Service service, String path, String token) {
        return items(service, path, token, "items");
    }

    /** @param name of the member that a page has it in */
    public List<JsonNode> items(Service service, String path, String token, String name) {
        var items = new ArrayList<JsonNode>();
        var after = "";
        do {
            var page = get(service, path + after, token).plain().orRefuse();
            page.path(name).forEach(items::add);
            after = page.hasNonNull("next")
                    ? "&after=" + encode(page.path("next").asText())
                    : "";
        } while (!after.isEmpty());
        return items;
    }

    public Answer post(Service service, String path, String token, Object body) {
        return post(service, path, token, body, PATIENCE);
    }

    /** @param patience for an answer that may take long */
    public Answer post(Service service, String path, String token, Object body, Duration patience) {
        return send(
                json(service, path, token).timeout(patience).POST(body(body)).build());
    }

    /**
     * Has something made: as {@link #post}, and where no answer comes it is asked for again, by a key under which it is made once. Of
     * what a service takes no key for, nothing may be asked for so.
     */
    public Answer create(Service service, String path, String token, Object body) {
        var key = UUID.randomUUID().toString();
        for (int attempt = 1; ; attempt++) {
            try {
                var answer = create(service, path, token, body, key);
                if (attempt == ATTEMPTS || !ApiRefused.isUnderWay(answer.status(), answer.body())) return answer;
            } catch (NoAnswer e) {
                if (attempt == ATTEMPTS || e.isOfNobody()) throw e;
            }
            pause(attempt * PAUSE_MILLIS);
        }
    }

    /** @param key of this request alone, drawn at random: whoever got no answer asks with it again, and it is made once */
    public Answer create(Service service, String path, String token, Object body, String key) {
        return send(json(service, path, token)
                .header("Idempotency-Key", key)
                .POST(body(body))
                .build());
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** A file as it is. */
    public Answer post(Service service, String path, String token, String type, byte[] file) {
        return send(request(service, path, token)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(file))
                .build());
    }

    public Answer put(Service service, String path, String token, Object body) {
        return send(json(service, path, token).PUT(body(body)).build());
    }

    /** As {@link #put}, of what is still as it was shown: 412 where somebody has changed it. @param tag of what was shown; empty for whatever there is */
    public Answer put(Service service, String path, String token, Object body, String tag) {
        var request = json(service, path, token);
        if (!tag.isEmpty()) request.header("If-Match", tag);
        return send(request.PUT(body(body)).build());
    }

    public Answer patch(Service service, String path, String token, Object body) {
        return send(json(service, path, token).method("PATCH", body(body)).build());
    }

    public Answer delete(Service service, String path, String token) {
        return send(request(service, path, token).DELETE().build());
    }

    /** {@code application/x-www-form-urlencoded}; {@code authorization} is the whole header, or empty for none. */
    public Answer form(Service service, String path, String authorization, Map<String, String> parameters) {
        var text = parameters.entrySet().stream()
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
        var request = HttpRequest.newBuilder(URI.create(urls.apply(service) + path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(text));
        if (!authorization.isEmpty()) request.header("Authorization", authorization);
        return send(request.build());
    }

    /** For a path, a query or a form. */
    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder json(Service service, String path, String token) {
        return request(service, path, token).header("Content-Type", "application/json");
    }

    private HttpRequest.Builder request(Service service, String path, String token) {
        return HttpRequest.newBuilder(URI.create(urls.apply(service) + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token);
    }

    private Answer send(HttpRequest request) {
        try {
            return answer(http.send(request, BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new NoAnswer(request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static Answer answer(HttpResponse<byte[]> response) {
        try {
            var body = response.body().length == 0 ? MissingNode.getInstance() : ANSWERS.readTree(response.body());
            return new Answer(
                    response.statusCode(),
                    body,
                    response.headers().firstValue("ETag").orElse(""));
        } catch (IOException e) {
            return new Answer(
                    response.statusCode(),
                    EventJson.mapper().getNodeFactory().textNode(new String(response.body(), StandardCharsets.UTF_8)));
        }
    }

    private static HttpRequest.BodyPublisher body(Object body) {
        try {
            return BodyPublishers.ofByteArray(EventJson.mapper().writeValueAsBytes(body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
