package dev.mandate.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A client of models by hand, so that it can also do what none should. */
final class ModelClient {
    static final int MOST_OUTPUT = 50;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String base;
    private final String token;

    record Answer(int status, String body, HttpResponse<String> response) {
        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new AssertionError(body, e);
            }
        }

        String code() {
            return json().at("/error/code").asText();
        }

        String message() {
            return json().at("/error/message").asText();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** What the events of a stream say. */
        List<String> events() {
            return body.lines()
                    .filter(line -> line.startsWith("data: "))
                    .map(line -> line.substring(6))
                    .toList();
        }
    }

    /** @param provider empty for all of them */
    ModelClient(int port, String provider, String token) {
        this.base = "http://127.0.0.1:" + port + "/models/" + (provider.isEmpty() ? "" : provider + "/") + "v1/";
        this.token = token;
    }

    /** Of a provider itself, without anything in between. */
    ModelClient(int port) {
        this.base = "http://127.0.0.1:" + port + "/v1/";
        this.token = null;
    }

    Answer chat(String model) {
        return post(
                "chat/completions",
                "{'model':'" + model + "','messages':[{'role':'user','content':'hi'}],'max_tokens':" + MOST_OUTPUT
                        + "}");
    }

    Answer stream(String model) {
        return post(
                "chat/completions",
                "{'model':'" + model + "','messages':[],'max_tokens':" + MOST_OUTPUT + ",'stream':true}");
    }

    Answer message(String model, boolean stream) {
        return post(
                "messages",
                "{'model':'" + model + "','max_tokens':" + MOST_OUTPUT + ",'messages':[{'role':'user','content':'hi'}]"
                        + (stream ? ",'stream':true}" : "}"));
    }

    List<String> models() {
        return get("models").json().path("data").findValuesAsText("id");
    }

    Answer get(String path) {
        return sent(request(path).GET().build());
    }

    Answer post(String path, String body) {
        return post(path, body, Map.of());
    }

    Answer post(String path, String body, Map<String, String> headers) {
        var request = request(path).POST(BodyPublishers.ofString(body.replace('\'', '"')));
        if (!headers.containsKey("Content-Type")) request.header("Content-Type", "application/json");
        headers.forEach(request::header);
        return sent(request.build());
    }

    /** Without an end that it says beforehand. */
    Answer chunked(String path, String body) {
        return sent(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() ->
                        new java.io.ByteArrayInputStream(body.replace('\'', '"').getBytes())))
                .build());
    }

    /** Which may be given up. */
    CompletableFuture<HttpResponse<String>> begin(String path, String body) {
        return HTTP.sendAsync(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body.replace('\'', '"')))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(20));
        if (token != null) request.header("Authorization", "Bearer " + token);
        return request;
    }

    private static Answer sent(HttpRequest request) {
        try {
            var response = HTTP.send(request, BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), response);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
