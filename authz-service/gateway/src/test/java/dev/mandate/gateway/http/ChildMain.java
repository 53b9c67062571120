package dev.mandate.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

/** An MCP server by lines: tells its environment, ends when asked to, or writes without end. */
final class ChildMain {
    private ChildMain() {}

    public static void main(String[] args) throws IOException {
        System.err.println("the child says that it is there");
        try (var lines = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var message = FakeServer.json(line.replace('\'', ' '));
                if (message.at("/params/name").asText().equals("wonders")) {
                    System.out.println(
                            FakeServer.json(
                                    "{'jsonrpc':'2.0','id':'mine','method':'elicitation/create','params':{'message':'Which colour?',"
                                            + "'requestedSchema':{'type':'object','properties':{'colour':{'type':'string'}}}}}"));
                    System.out.println(FakeServer.response(
                            message,
                            FakeServer.text(FakeServer.json(lines.readLine().replace('\'', ' '))
                                    .path("result")
                                    .toString())));
                    continue;
                }
                if (message.has("id")) System.out.println(FakeServer.response(message, result(message)));
                System.out.flush();
            }
        }
    }

    private static com.fasterxml.jackson.databind.node.ObjectNode result(
            com.fasterxml.jackson.databind.JsonNode message) {
        return switch (message.path("method").asText()) {
            case "initialize" ->
                FakeServer.json(
                        "{'protocolVersion':'2025-11-25','capabilities':{'tools':{}},'serverInfo':{'name':'child','version':'1'}}");
            case "tools/list" ->
                FakeServer.json(
                        "{'tools':[{'name':'environment','inputSchema':{'type':'object'}},{'name':'end','inputSchema':{'type':'object'}},{'name':'flood','inputSchema':{'type':'object'}},{'name':'wonders','inputSchema':{'type':'object'}}]}");
            default -> called(message.at("/params/name").asText());
        };
    }

    private static com.fasterxml.jackson.databind.node.ObjectNode called(String tool) {
        if (tool.equals("end")) System.exit(3);
        if (tool.equals("flood")) while (true) System.out.print("x".repeat(10_000));
        return FakeServer.text(
                String.join(" ", new java.util.TreeSet<>(System.getenv().keySet())));
    }
}
