package dev.mandate.bench.mcp;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The yardstick: an MCP server of the version without sessions that answers at once, with one tool. Takes its port. */
public final class OneToolServer {
    public static final String VERSION = "2026-07-28";
    public static final String TOOL = "look";

    private OneToolServer() {}

    public static void main(String[] args) {
        var vertx = Vertx.vertx();
        for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
            vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(Integer.parseInt(args[0])))
                    .requestHandler(request -> request.body().onSuccess(body -> {
                        var asked = new JsonObject(body);
                        request.response()
                                .putHeader("Content-Type", "application/json")
                                .end(new JsonObject()
                                        .put("jsonrpc", "2.0")
                                        .put("id", asked.getValue("id"))
                                        .put("result", result(asked.getString("method")))
                                        .toBuffer());
                    }))
                    .listen()
                    .onFailure(failure -> {
                        System.err.println(failure);
                        System.exit(1);
                    });
        }
    }

    private static JsonObject result(String method) {
        return switch (method) {
            case "server/discover" ->
                new JsonObject()
                        .put("supportedVersions", new JsonArray().add(VERSION))
                        .put("capabilities", new JsonObject().put("tools", new JsonObject()));
            case "tools/list" ->
                new JsonObject()
                        .put(
                                "tools",
                                new JsonArray()
                                        .add(new JsonObject()
                                                .put("name", TOOL)
                                                .put("description", "Looks at a page.")
                                                .put("inputSchema", new JsonObject().put("type", "object"))));
            default ->
                new JsonObject()
                        .put(
                                "content",
                                new JsonArray()
                                        .add(new JsonObject()
                                                .put("type", "text")
                                                .put("text", "a page")));
        };
    }
}
