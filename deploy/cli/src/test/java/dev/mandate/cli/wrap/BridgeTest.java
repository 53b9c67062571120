package dev.mandate.cli.wrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Between a client's lines and an endpoint that answers as the gateway does; {@code StoryIT} has the real ones. */
class BridgeTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String INITIALIZE =
            "{'jsonrpc':'2.0','id':1,'method':'initialize','params':{'protocolVersion':'2025-11-25'}}";
    private static final String INITIALIZED = "{'jsonrpc':'2.0','method':'notifications/initialized'}";

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger sessions = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final CompletableFuture<String> told = new CompletableFuture<>();
    private @Nullable String obstacle;
    private HttpServer gateway;

    @BeforeEach
    void a_gateway_listens() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/mcp/files", this::exchange);
        gateway.setExecutor(Executors.newCachedThreadPool());
        gateway.start();
    }

    @AfterEach
    void it_stops() {
        gateway.stop(0);
    }

    @Test
    void a_session_begins_and_every_request_has_its_answer_and_what_was_told_before() throws IOException {
        var answers = bridge(INITIALIZE, INITIALIZED, call(2, "slow"));
        assertThat(answers.get(0).at("/result/protocolVersion").asText()).isEqualTo("2025-11-25");
        assertThat(answers.get(1).path("method").asText()).isEqualTo("notifications/progress");
        assertThat(answers.get(2).path("id").asInt()).isEqualTo(2);
        assertThat(answers.get(2).at("/result/content/0/text").asText()).isEqualTo("done");
        assertThat(asked)
                .containsExactly(
                        "initialize - - token-0",
                        "notifications/initialized session-1 2025-11-25 token-0",
                        "tools/call session-1 2025-11-25 token-0",
                        "DELETE session-1 2025-11-25 token-0");
    }

    @Test
    void what_a_server_asks_meanwhile_gets_to_the_client_and_the_answer_to_the_gateway() throws Exception {
        var client = new PipedOutputStream();
        var input = new PipedInputStream(client);
        var said = new PipedOutputStream();
        var read = new BufferedReader(new InputStreamReader(new PipedInputStream(said), UTF_8));
        var running = CompletableFuture.runAsync(() -> run(input, said));
        client.write(
                (INITIALIZE + "\n" + call(2, "asks") + "\n").replace('\'', '"').getBytes(UTF_8));
        client.flush();
        read.readLine();
        var question = JSON.readTree(read.readLine());
        assertThat(question.path("method").asText()).isEqualTo("elicitation/create");
        client.write("{'jsonrpc':'2.0','id':'q-1','result':{'action':'accept'}}\n"
                .replace('\'', '"')
                .getBytes(UTF_8));
        client.flush();
        assertThat(JSON.readTree(read.readLine()).at("/result/content/0/text").asText())
                .isEqualTo("accept");
        client.close();
        running.get(60, TimeUnit.SECONDS);
    }

    @Test
    void a_token_that_is_not_taken_is_renewed_once() throws IOException {
        refused.set(-1);
        assertThat(bridge(INITIALIZE).get(0).has("result")).isTrue();
        assertThat(asked).startsWith("initialize - - token--1", "initialize - - token-0");
    }

    @Test
    void a_session_that_the_gateway_has_forgotten_is_begun_again_unseen() throws IOException {
        var answers = bridge(INITIALIZE, INITIALIZED, call(2, "forget"), call(3, "slow"));
        assertThat(answers.stream()
                        .filter(answer -> answer.has("result"))
                        .map(answer -> answer.path("id").asInt()))
                .containsExactlyInAnyOrder(1, 2, 3);
        assertThat(sessions).hasValue(2);
    }

    @Test
    void without_a_task_no_tool_is_called_and_the_words_say_how_to_get_one() throws IOException {
        obstacle = "nobody has agreed yet";
        var answers = bridge(INITIALIZE, call(2, "slow"));
        assertThat(answers.get(1).at("/result/isError").asBoolean()).isTrue();
        assertThat(answers.get(1).at("/result/content/0/text").asText()).isEqualTo("Not called: nobody has agreed yet");
        assertThat(asked).noneMatch(line -> line.startsWith("tools/call"));
    }

    @Test
    void a_request_of_the_version_without_sessions_says_in_headers_what_its_body_says() throws IOException {
        var answers = bridge("{'jsonrpc':'2.0','id':'a','method':'tools/call','params':{'name':'größer','_meta':"
                + "{'io.modelcontextprotocol/protocolVersion':'2026-07-28'}}}");
        assertThat(answers.get(1).path("id").asText()).isEqualTo("a");
        assertThat(asked).containsExactly("tools/call - 2026-07-28 token-0 tools/call =?base64?Z3LDtsOfZXI=?=");
    }

    @Test
    void whatever_goes_wrong_is_the_answer_to_its_own_request_and_nothing_else_is_written() throws IOException {
        var answers = bridge(
                "no json", "[]", INITIALIZE, call(2, "refuse"), call(3, "odd"), call(4, "breaks"), "x".repeat(200_000));
        assertThat(answers)
                .allSatisfy(
                        answer -> assertThat(answer.path("jsonrpc").asText()).isEqualTo("2.0"));
        assertThat(words(answers, "null"))
                .containsExactlyInAnyOrder(
                        "This is no JSON", "Send one JSON object a line", "A message has at most 128 KiB");
        assertThat(words(answers, "2")).containsExactly("There is no server of this name");
        assertThat(words(answers, "3")).containsExactly("The gateway answered with the status 502");
        assertThat(words(answers, "4")).containsExactly("The gateway's answer broke off");
        gateway.stop(0);
        assertThat(words(bridge(INITIALIZE), "1").get(0)).contains("deploy/mandate up starts it");
    }

    private static List<String> words(List<JsonNode> answers, String id) {
        return answers.stream()
                .filter(answer -> answer.path("id").asText("null").equals(id))
                .map(answer -> answer.at("/error/message").asText())
                .toList();
    }

    /** What the client reads of it, once all is answered. */
    private List<JsonNode> bridge(String... lines) throws IOException {
        var said = new ByteArrayOutputStream();
        var input = String.join("\n", lines).replace('\'', '"').getBytes(UTF_8);
        run(new ByteArrayInputStream(input), said);
        var answers = new ArrayList<JsonNode>();
        for (var line : said.toString(UTF_8).lines().toList()) answers.add(JSON.readTree(line));
        return answers;
    }

    private void run(InputStream input, OutputStream said) {
        var tokens = new Bridge.Tokens() {
            @Override
            public String token() {
                return "token-" + refused.get();
            }

            @Override
            public @Nullable String obstacle() {
                return obstacle;
            }

            @Override
            public void refused() {
                refused.incrementAndGet();
            }
        };
        var endpoint = URI.create("http://127.0.0.1:" + gateway.getAddress().getPort() + "/mcp/files");
        try {
            new Bridge(new GatewaySession(endpoint, tokens), tokens, new PrintStream(said)).run(input);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String call(int id, String tool) {
        return "{'jsonrpc':'2.0','id':%d,'method':'tools/call','params':{'name':'%s'}}".formatted(id, tool);
    }

    private void exchange(HttpExchange exchange) throws IOException {
        var message = JSON.readTree(exchange.getRequestBody());
        var headers = exchange.getRequestHeaders();
        var line = message.path("method").asText(exchange.getRequestMethod());
        for (var header :
                List.of("Mcp-Session-Id", "MCP-Protocol-Version", "Authorization", "Mcp-Method", "Mcp-Name")) {
            var value = headers.getFirst(header);
            if (value != null || header.startsWith("M") && !header.equals("Mcp-Method") && !header.equals("Mcp-Name"))
                line += " " + (value == null ? "-" : value.replace("Bearer ", ""));
        }
        asked.add(line);
        var id = message.path("id");
        var tool = message.at("/params/name").asText();
        if (line.contains("token--1")) answer(exchange, 401, "application/json", "{}");
        else if (message.path("method").asText().equals("initialize")) {
            exchange.getResponseHeaders().add("Mcp-Session-Id", "session-" + sessions.incrementAndGet());
            answer(exchange, 200, "application/json", result(id, "{'protocolVersion':'2025-11-25'}"));
        } else if (id.isMissingNode()) answer(exchange, 202, "text/plain", "");
        else if (tool.equals("forget") && line.contains("session-1"))
            answer(
                    exchange,
                    404,
                    "application/json",
                    "{'jsonrpc':'2.0','id':null,'error':{'code':-32600,'message':'gone'}}");
        else if (tool.equals("refuse"))
            answer(
                    exchange,
                    400,
                    "application/json",
                    "{'jsonrpc':'2.0','id':null,'error':{'code':-32600,'message':'There is no server of this name'}}");
        else if (tool.equals("asks")) {
            exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            var stream = exchange.getResponseBody();
            stream.write(("data: {'jsonrpc':'2.0','id':'q-1','method':'elicitation/create','params':{}}\n\n")
                    .replace('\'', '"')
                    .getBytes(UTF_8));
            stream.flush();
            var action = told.orTimeout(60, TimeUnit.SECONDS).join();
            stream.write(("data: " + result(id, "{'content':[{'type':'text','text':'" + action + "'}]}") + "\n\n")
                    .replace('\'', '"')
                    .getBytes(UTF_8));
            exchange.close();
        } else if (id.asText().equals("q-1")) {
            told.complete(message.at("/result/action").asText());
            answer(exchange, 202, "text/plain", "");
        } else if (tool.equals("odd")) answer(exchange, 502, "text/html", "<p>");
        else if (tool.equals("breaks")) answer(exchange, 200, "text/event-stream", "data: \n\n: nothing\n\n");
        else
            answer(
                    exchange,
                    200,
                    "text/event-stream",
                    "data: {'jsonrpc':'2.0','method':'notifications/progress','params':{}}\n\nevent: message\ndata: "
                            + result(id, "{'content':[{'type':'text','text':'done'}]}") + "\n\n");
    }

    private static String result(JsonNode id, String result) {
        return "{'jsonrpc':'2.0','id':" + id + ",'result':" + result + "}";
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        var bytes = body.replace('\'', '"').getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
