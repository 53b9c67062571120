package dev.mandate.bench.approvals;

import dev.mandate.bench.http.BearerTokens;
import dev.mandate.bench.mcp.OneToolServer;
import dev.mandate.events.ids.IdentityId;
import io.vertx.core.json.JsonArray;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Agents that call a tool through a gateway, and the person whom they act for, who is asked. */
final class Callers {
    private static final Pattern APPROVAL = Pattern.compile("\"approval\":\\{\"id\":\"(apr_[^\"]+)\"");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final BearerTokens tokens;
    private final URI lifecycle;
    private final IdentityId person;

    Callers(BearerTokens tokens, URI lifecycle, IdentityId person) {
        this.tokens = tokens;
        this.person = person;
        this.lifecycle = lifecycle;
    }

    /** The gateway's whole answer. */
    String call(URI gateway, int agent) throws Exception {
        var body = """
                {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"%s","arguments":{},"_meta":\
                {"io.modelcontextprotocol/protocolVersion":"%s","io.modelcontextprotocol/clientCapabilities":{}}}}""".formatted(OneToolServer.TOOL, OneToolServer.VERSION);
        var request = HttpRequest.newBuilder(gateway.resolve("/mcp/web"))
                .header("Authorization", "Bearer " + tokens.calling(agent, person))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("MCP-Protocol-Version", OneToolServer.VERSION)
                .header("Mcp-Method", "tools/call")
                .header("Mcp-Name", OneToolServer.TOOL)
                .POST(BodyPublishers.ofString(body));
        return http.send(request.build(), BodyHandlers.ofString()).body();
    }

    /** The approval that its call waits for. */
    String held(URI gateway, int agent, Duration limit) throws Exception {
        var began = System.nanoTime();
        while (true) {
            var answer = call(gateway, agent);
            var approval = APPROVAL.matcher(answer);
            if (approval.find()) return approval.group(1);
            if (System.nanoTime() - began > limit.toNanos()) throw new IllegalStateException("not held: " + answer);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** Until the person is asked. */
    void awaitAsked(String approval, Duration limit) throws Exception {
        var began = System.nanoTime();
        var request = asPerson("/approvals/" + approval).GET().build();
        for (var answer = send(request); answer.statusCode() != 200; answer = send(request)) {
            if (System.nanoTime() - began > limit.toNanos())
                throw new IllegalStateException("nobody is asked: " + answer.body());
            TimeUnit.MILLISECONDS.sleep(3);
        }
    }

    void yes(String approval) throws Exception {
        var answer = send(asPerson("/approvals/" + approval + "/approve")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}"))
                .build());
        if (answer.statusCode() != 200) throw new IllegalStateException("no yes: " + answer.body());
    }

    /** Of the tool, as the gateway has it from the server. */
    String digest(URI gateway, String server) throws Exception {
        var request = HttpRequest.newBuilder(gateway.resolve("/servers/" + server + "/tools"))
                .header("Authorization", "Bearer " + tokens.operator("gateway:read"))
                .build();
        return new JsonArray(send(request).body()).getJsonObject(0).getString("digest");
    }

    private HttpRequest.Builder asPerson(String path) throws Exception {
        return HttpRequest.newBuilder(lifecycle.resolve(path))
                .header("Authorization", "Bearer " + tokens.answering(person));
    }

    private HttpResponse<String> send(HttpRequest request) throws Exception {
        return http.send(request, BodyHandlers.ofString());
    }
}
