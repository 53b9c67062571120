package dev.mandate.gateway.models;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.gateway.jsonrpc.ServerJson;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A stream on its way to the caller, event by event and as slowly as he reads. Its last event waits until {@link #end}. Usage that the caller didn't
 * ask for is left out of it.
 */
final class ModelStream {
    private static final int LONGEST_EVENT = 1024 * 1024;
    private static final byte[] DONE = "[DONE]".getBytes(UTF_8);
    private static final Set<String> LAST =
            Set.of("message_stop", "response.completed", "response.incomplete", "response.failed", "error");
    private static final Set<String> BROKEN = Set.of("response.failed", "error");

    private final ModelRequest request;
    private final ModelReply reply;
    private final AnswerFacts facts;
    private final @Nullable String key;
    private final ModelExchange exchange;
    private final EventSplitter events = new EventSplitter(LONGEST_EVENT, this::event);
    private final Buffer last = Buffer.buffer();
    private boolean complete;
    private boolean failed;
    private boolean broken;

    ModelStream(
            ModelRequest request, ModelReply reply, AnswerFacts facts, @Nullable String key, ModelExchange exchange) {
        this.request = request;
        this.reply = reply;
        this.facts = facts;
        this.key = key;
        this.exchange = exchange;
        if (reply.over()) return;
        reply.response()
                .setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Accel-Buffering", "no");
    }

    void piece(Buffer piece) {
        if (complete || failed) return;
        if (!events.take(piece) && !complete) {
            failed = true;
            exchange.fail("an event of its answer is longer than " + LONGEST_EVENT + " bytes");
        } else if (complete) exchange.complete();
    }

    /** The answer came to its end, which is passed on as it is. */
    boolean complete() {
        return complete && !failed;
    }

    /** The end is that of an answer, and no error of the provider, before which it may have written more than it told. */
    boolean succeeded() {
        return complete() && !broken;
    }

    private void event(EventSplitter.Event event) {
        if (complete || failed) return;
        if (event.data().length == 0) {
            write(event.bytes());
            return;
        }
        if (Arrays.equals(event.data(), DONE)) {
            complete = true;
            last.appendBytes(event.bytes());
            return;
        }
        if (key != null && new String(event.bytes(), UTF_8).contains(key)) {
            failed = true;
            exchange.fail("its answer can't be passed on");
            return;
        }
        var told = object(event.data());
        if (told == null) facts.unreadable();
        else facts.event(told);
        if (told != null) broken |= told.path("error").isObject() || BROKEN.contains(type(told));
        if (told != null && LAST.contains(type(told))) {
            complete = true;
            last.appendBytes(event.bytes());
        } else if (told == null || !request.asksForUsage() || !told.has("usage")) write(event.bytes());
        else withoutUsage(told);
    }

    /** As a tree that may be changed. */
    private static @Nullable ObjectNode object(byte[] data) {
        try {
            return ServerJson.read(data);
        } catch (IOException e) {
            return null;
        }
    }

    private static String type(ObjectNode event) {
        return event.path("type").asText("");
    }

    /** The event that has nothing but usage isn't there for him at all. */
    private void withoutUsage(ObjectNode told) {
        if (told.path("choices").isEmpty()) return;
        told.remove("usage");
        write(event(ServerJson.write(told)));
    }

    private static byte[] event(byte[] data) {
        return Buffer.buffer(data.length + 16)
                .appendString("data: ")
                .appendBytes(data)
                .appendString("\n\n")
                .getBytes();
    }

    private void write(byte[] bytes) {
        if (reply.over()) return;
        var response = reply.response();
        response.write(Buffer.buffer(bytes));
        if (!response.writeQueueFull()) return;
        exchange.pause();
        response.drainHandler(more -> exchange.resume());
    }

    Future<Void> end() {
        return reply.over() ? Future.succeededFuture() : reply.response().end(last);
    }

    /** As an event, which clients of both interfaces take for an error. */
    Future<Void> fail(String words) {
        if (reply.over()) return Future.succeededFuture();
        var error = Buffer.buffer();
        if (request.endpoint() == Endpoint.MESSAGES) error.appendString("event: error\n");
        return reply.response().end(error.appendBytes(event(reply.event(502, "provider_failed", words))));
    }
}
