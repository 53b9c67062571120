package dev.mandate.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** An MCP client by hand, of either era, that answers what it is asked. Quotation marks in what it is told to send may be single. */
final class AskedClient {
    static final String ALL = "{'elicitation':{'form':{},'url':{}},'sampling':{}}";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** Of what it was asked, method and params. */
    final List<JsonNode> asked = new ArrayList<>();

    /** Of the last question: what it is named by here. */
    String state;

    private final URI endpoint;
    private final String token;
    private final String capabilities;
    private final String answer;
    private final boolean stateless;
    private String session;

    /**
     * Begun in the version that has sessions, and without ado in the other.
     *
     * @param answer the result of all that it is asked; null for who doesn't answer
     */
    AskedClient(int port, String server, String token, boolean stateless, String capabilities, String answer)
            throws Exception {
        this.endpoint = URI.create("http://127.0.0.1:" + port + "/mcp/" + server);
        this.token = token;
        this.stateless = stateless;
        this.capabilities = capabilities;
        this.answer = answer;
        if (!stateless) initialize();
    }

    private void initialize() throws Exception {
        var begun = HTTP.send(
                request(
                                "{'jsonrpc':'2.0','id':'i','method':'initialize','params':{'protocolVersion':'2025-11-25','capabilities':"
                                        + capabilities + ",'clientInfo':{'name':'test','version':'1'}}}")
                        .build(),
                BodyHandlers.ofString());
        session = begun.headers().firstValue("Mcp-Session-Id").orElseThrow(() -> new AssertionError(begun.body()));
    }

    /** The whole answer to it, after all that was asked. */
    JsonNode call(String tool) throws Exception {
        return stateless ? statelessly(tool, "") : inSession(tool);
    }

    private JsonNode inSession(String tool) throws Exception {
        var request = request("{'jsonrpc':'2.0','id':'" + UUID.randomUUID()
                + "','method':'tools/call','params':{'name':'" + tool + "','arguments':{}}}");
        try (var lines = HTTP.send(request.build(), BodyHandlers.ofLines()).body()) {
            for (var each = lines.iterator(); each.hasNext(); ) {
                var line = each.next();
                if (!line.startsWith("data: ") && !line.startsWith("{")) continue;
                var message = JSON.readTree(line.startsWith("{") ? line : line.substring("data: ".length()));
                if (!message.has("method")) return message;
                asked.add(message);
                state = message.path("id").asText();
                if (answer != null) reply(state, answer);
            }
        }
        throw new AssertionError("no answer");
    }

    /** To what was asked by this id. */
    int reply(String id, String result) throws IOException, InterruptedException {
        return HTTP.send(
                        request("{'jsonrpc':'2.0','id':'" + id + "','result':" + result + "}")
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    /** @param more members of the params, with a comma behind each */
    JsonNode statelessly(String tool, String more) throws Exception {
        var request = request("{'jsonrpc':'2.0','id':'" + UUID.randomUUID()
                        + "','method':'tools/call','params':{" + more + "'name':'" + tool
                        + "','arguments':{},'_meta':{'io.modelcontextprotocol/protocolVersion':'" + McpClient.NEWEST
                        + "','io.modelcontextprotocol/clientCapabilities':" + capabilities + "}}}")
                .header("MCP-Protocol-Version", McpClient.NEWEST)
                .header("Mcp-Method", "tools/call")
                .header("Mcp-Name", tool);
        var message = JSON.readTree(
                HTTP.send(request.build(), BodyHandlers.ofString()).body());
        if (!message.at("/result/resultType").asText().equals("input_required")) return message;
        var answers = new ArrayList<String>();
        for (var one : message.at("/result/inputRequests").properties()) {
            asked.add(one.getValue());
            answers.add("'" + one.getKey() + "':" + answer);
        }
        state = message.at("/result/requestState").asText();
        return answer == null ? message : statelessly(tool, resumed(String.join(",", answers)));
    }

    /** What a request has that takes up the last question, with these answers by their keys. */
    String resumed(String answers) {
        return "'requestState':'" + state + "','inputResponses':{" + answers + "},";
    }

    private HttpRequest.Builder request(String body) {
        var request = HttpRequest.newBuilder(endpoint)
                .header("Accept", "application/json, text/event-stream")
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString(body.replace('\'', '"')));
        if (session != null) request.header("Mcp-Session-Id", session);
        return request;
    }
}
