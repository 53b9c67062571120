package dev.mandate.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.gateway.jsonrpc.JsonRpcAnswer;
import dev.mandate.gateway.jsonrpc.ServerJson;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one request: a single object, or a stream of events once there is something to tell before it. A client that doesn't read is
 * told less: notifications are left out while its connection is full.
 */
final class Reply {
    private final HttpServerResponse response;
    private final @Nullable JsonNode id;
    private final boolean streams;
    private boolean begun;

    /** @param streams whether the client takes a stream of events */
    Reply(HttpServerResponse response, @Nullable JsonNode id, boolean streams) {
        this.response = response;
        this.id = id;
        this.streams = streams;
    }

    boolean streams() {
        return streams;
    }

    void tell(ObjectNode notification) {
        if (open() && !(begun && response.writeQueueFull())) write(notification);
    }

    /** Never left out, since somebody waits for the answer; of one request there are few. False where nobody is there any more. */
    boolean ask(ObjectNode question) {
        if (!open()) return false;
        write(question);
        return true;
    }

    private boolean open() {
        return streams && !response.ended() && !response.closed();
    }

    private void write(ObjectNode message) {
        if (!begun)
            response.setChunked(true)
                    .putHeader("Content-Type", "text/event-stream")
                    .putHeader("Cache-Control", "no-store")
                    .putHeader("X-Accel-Buffering", "no");
        begun = true;
        response.write(event(ServerJson.write(message)));
    }

    /** @param status of a single object; of a stream it has been sent by then */
    void end(int status, JsonRpcAnswer answer) {
        end(status, answer.to(id));
    }

    /** @param body the answer as it is written */
    void end(int status, byte[] body) {
        if (response.ended() || response.closed()) return;
        if (begun) {
            response.end(event(body));
            return;
        }
        response.setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .end(Buffer.buffer(body));
    }

    private static Buffer event(byte[] message) {
        return Buffer.buffer(message.length + 32)
                .appendBytes("event: message\ndata: ".getBytes(UTF_8))
                .appendBytes(message)
                .appendString("\n\n");
    }
}
