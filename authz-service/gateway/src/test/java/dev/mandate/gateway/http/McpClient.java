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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;

/** An MCP client by hand, so that it can also do what none should. */
final class McpClient {
    static final String NEWEST = "2026-07-28";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** An answer, and what was told before it. */
    record Answer(int status, JsonNode message, List<JsonNode> before, HttpResponse<String> response) {
        JsonNode result() {
            return message.path("result");
        }

        String text() {
            return result().at("/content/0/text").asText();
        }

        boolean isError() {
            return result().path("isError").asBoolean();
        }

        int code() {
            return message.at("/error/code").asInt();
        }
    }

    private final URI endpoint;
    private final String token;
    private String session;
    private int id;

    McpClient(int port, String server, String token) {
        this.endpoint = URI.create("http://127.0.0.1:" + port + "/mcp/" + server);
        this.token = token;
    }

    /** Of a server itself, without anything in between. */
    McpClient(URI endpoint) {
        this.endpoint = endpoint;
        this.token = null;
    }

    /** Begins a session, as clients of the older versions do. */
    McpClient initialized() {
        var answer = ask(
                "initialize",
                "{'protocolVersion':'2025-11-25','capabilities':{},'clientInfo':{'name':'test','version':'1'}}");
        session = answer.response()
                .headers()
                .firstValue("Mcp-Session-Id")
                .orElseThrow(() -> new AssertionError(answer.message()));
        send("{'jsonrpc':'2.0','method':'notifications/initialized'}", Map.of());
        return this;
    }

    /** Which nobody answers. */
    void notify(String method, String params) {
        send("{'jsonrpc':'2.0','method':'" + method + "','params':" + params + "}", Map.of());
    }

    String session() {
        return session;
    }

    void in(String otherSession) {
        session = otherSession;
    }

    Answer call(String tool, String arguments) {
        return ask("tools/call", "{'name':'" + tool + "','arguments':" + arguments + "}");
    }

    /** In the session, if there is one. */
    Answer ask(String method, String params) {
        return send("{'jsonrpc':'2.0','id':" + ++id + ",'method':'" + method + "','params':" + params + "}", Map.of());
    }

    /** As clients of the newest version do. */
    Answer askStateless(String method, String params, String name) {
        var meta = "'_meta':{'io.modelcontextprotocol/protocolVersion':'" + NEWEST
                + "','io.modelcontextprotocol/clientCapabilities':{}}";
        var all = params.equals("{}") ? "{" + meta + "}" : params.substring(0, params.length() - 1) + "," + meta + "}";
        var headers = new java.util.HashMap<>(Map.of("MCP-Protocol-Version", NEWEST, "Mcp-Method", method));
        if (name != null) headers.put("Mcp-Name", name);
        return send("{'jsonrpc':'2.0','id':" + ++id + ",'method':'" + method + "','params':" + all + "}", headers);
    }

    /** As those of them do that lead their person to pages. */
    Answer askOpeningPages(String tool, String arguments, String answers) {
        return send(
                "{'jsonrpc':'2.0','id':" + ++id + ",'method':'tools/call','params':{'name':'" + tool + "','arguments':"
                        + arguments + "," + answers + "'_meta':{'io.modelcontextprotocol/protocolVersion':'" + NEWEST
                        + "','io.modelcontextprotocol/clientCapabilities':{'elicitation':{'url':{}}}}}}",
                Map.of("MCP-Protocol-Version", NEWEST, "Mcp-Method", "tools/call", "Mcp-Name", tool));
    }

    /** In the session, and without awaiting the answer: whoever cancels it leaves. */
    Future<?> asked(String method, String params) {
        var body = "{'jsonrpc':'2.0','id':" + ++id + ",'method':'" + method + "','params':" + params + "}";
        return HTTP.sendAsync(request(body, Map.of()), BodyHandlers.discarding());
    }

    Answer send(String body, Map<String, String> headers) {
        try {
            return answer(HTTP.send(request(body, headers), BodyHandlers.ofString()));
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private HttpRequest request(String body, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(endpoint)
                .timeout(Duration.ofSeconds(20))
                .header("Accept", "application/json, text/event-stream")
                .POST(BodyPublishers.ofString(body.replace('\'', '"')));
        if (!headers.containsKey("Content-Type")) request.header("Content-Type", "application/json");
        if (token != null) request.header("Authorization", "Bearer " + token);
        if (session != null) request.header("Mcp-Session-Id", session);
        headers.forEach(request::header);
        return request.build();
    }

    int delete() {
        var request = HttpRequest.newBuilder(endpoint)
                .header("Authorization", "Bearer " + token)
                .header("Mcp-Session-Id", session)
                .DELETE()
                .build();
        try {
            return HTTP.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Answer answer(HttpResponse<String> response) throws IOException {
        var type = response.headers().firstValue("Content-Type").orElse("");
        if (!type.startsWith("text/event-stream"))
            return new Answer(response.statusCode(), JSON.readTree(response.body()), List.of(), response);
        var events = new ArrayList<JsonNode>();
        for (var line : response.body().split("\n"))
            if (line.startsWith("data: ")) events.add(JSON.readTree(line.substring("data: ".length())));
        var last = events.remove(events.size() - 1);
        return new Answer(response.statusCode(), last, events, response);
    }
}
