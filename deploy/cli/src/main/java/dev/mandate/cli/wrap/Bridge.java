package dev.mandate.cli.wrap;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Speaks MCP by lines with a client that started it, and over Streamable HTTP with the gateway, in the agent's name. The client holds no token
 * and needs no restart when the gateway does.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2025-11-25/basic/transports">MCP, transports</a>
 */
final class Bridge {
    /** As much as the gateway takes in one message. */
    private static final int LONGEST = 128 * 1024;

    private static final int INVALID = -32600;
    private static final int UNREADABLE = -32700;
    private static final int FAILED = -32000;
    private static final int AT_ONCE = 16;
    private static final JsonMapper JSON = new JsonMapper();

    private final GatewaySession session;
    private final Tokens tokens;
    private final PrintStream client;
    private final ExecutorService calls = Executors.newFixedThreadPool(AT_ONCE, task -> {
        var thread = new Thread(task, "call");
        thread.setDaemon(true);
        return thread;
    });

    /** In whose name the gateway is asked. */
    interface Tokens {
        String token();

        /** Why no tool may be called now, for who reads the answer of a model's call; null where some may. */
        @Nullable
        String obstacle();

        /** The gateway didn't take the last one. */
        void refused();
    }

    Bridge(GatewaySession session, Tokens tokens, PrintStream client) {
        this.session = session;
        this.tokens = tokens;
        this.client = client;
    }

    /** Until the client closes its end. */
    void run(InputStream input) throws IOException {
        var lines = new BufferedInputStream(input);
        for (var line = line(lines); line != null; line = line(lines)) {
            if (line.length > LONGEST) say(error(null, INVALID, "A message has at most 128 KiB"));
            else if (line.length > 0) take(line);
        }
        calls.shutdown();
        try {
            calls.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        session.end();
    }

    private void take(byte[] line) {
        try {
            if (!(JSON.readTree(line) instanceof ObjectNode message)) {
                say(error(null, INVALID, "Send one JSON object a line"));
                return;
            }
            // In their order: what begins a session, and what says something of requests that were sent before, or
            // answers one.
            if (GatewaySession.requestId(message) == null
                    || message.path("method").asText().equals("initialize")) ask(message);
            else calls.execute(() -> ask(message));
        } catch (IOException e) {
            say(error(null, UNREADABLE, "This is no JSON"));
        }
    }

    private void ask(ObjectNode message) {
        var id = GatewaySession.requestId(message);
        try {
            if (message.path("method").asText().equals("tools/call") && id != null) {
                var obstacle = tokens.obstacle();
                if (obstacle != null) {
                    say(denied(id, obstacle));
                    return;
                }
            }
            if (!session.ask(message, this::say) && id != null)
                say(error(id, FAILED, "The gateway's answer broke off"));
        } catch (IOException | RuntimeException e) {
            if (id != null) say(error(id, FAILED, String.valueOf(e.getMessage())));
        }
    }

    /** Whole lines, one at a time. */
    private synchronized void say(JsonNode message) {
        client.writeBytes((message + "\n").getBytes(UTF_8));
        client.flush();
    }

    /** Null at the end; of a line that is too long its beginning, so that it is seen to be. */
    private static byte @Nullable [] line(InputStream input) throws IOException {
        var line = new ByteArrayOutputStream();
        for (var one = input.read(); ; one = input.read()) {
            if (one < 0) return line.size() == 0 ? null : line.toByteArray();
            if (one == '\n') return line.toByteArray();
            if (one != '\r' && line.size() <= LONGEST) line.write(one);
        }
    }

    private static ObjectNode denied(JsonNode id, String why) {
        var answer = JSON.createObjectNode().put("jsonrpc", "2.0");
        answer.set("id", id);
        var result = answer.putObject("result").put("isError", true);
        result.putArray("content").addObject().put("type", "text").put("text", "Not called: " + why);
        return answer;
    }

    static ObjectNode error(@Nullable JsonNode id, int code, String words) {
        var answer = JSON.createObjectNode().put("jsonrpc", "2.0");
        answer.set("id", id == null ? JSON.nullNode() : id);
        answer.putObject("error").put("code", code).put("message", words);
        return answer;
    }
}
