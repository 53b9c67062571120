package dev.mandate.gateway.models;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.authz.engine.decisions.Verdict;
import dev.mandate.events.actions.ActionEvent.ModelUsed;
import dev.mandate.events.actions.TokenUsage;
import dev.mandate.events.actions.ToolResult.Status;
import dev.mandate.gateway.jsonrpc.ServerJson;
import dev.mandate.gateway.loop.OffLoop;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Takes a provider's answer to the caller, a stream as it comes, and tells what became of it before the caller has its end. On one event loop.
 */
final class Answering implements ModelExchange.Receiver {
    private static final int LONGEST_ERROR = 64 * 1024;
    private static final int AT_ONCE = 64 * 1024;
    private static final int SHORTEST_KEY = 8;
    private static final String JSON = "application/json";
    private static final TokenUsage NONE = new TokenUsage(0, 0, null);

    private final ModelUse use;
    private final Verdict allow;
    private final Instant made;
    private final ModelReply reply;
    private final @Nullable String key;
    private final Context here;
    private final OffLoop offLoop;
    private final BiFunction<@Nullable ModelUsed, String, CompletableFuture<Void>> outcome;
    private final AnswerFacts facts = new AnswerFacts();
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final Buffer body = Buffer.buffer();
    private @Nullable ModelExchange exchange;
    private @Nullable ModelStream stream;
    private int status;
    private String type = "";
    private @Nullable String retryAfter;

    /**
     * @param key that the provider gets, which no answer may show; null where it gets none
     * @param outcome told once what became of it
     */
    Answering(
            ModelUse use,
            Verdict allow,
            Instant made,
            ModelReply reply,
            @Nullable String key,
            Context here,
            OffLoop offLoop,
            BiFunction<@Nullable ModelUsed, String, CompletableFuture<Void>> outcome) {
        this.use = use;
        this.allow = allow;
        this.made = made;
        this.reply = reply;
        this.key = key == null || key.length() < SHORTEST_KEY ? null : key;
        this.here = here;
        this.offLoop = offLoop;
        this.outcome = outcome;
    }

    CompletableFuture<Void> done() {
        return done;
    }

    /** An allow owes an outcome, also that nothing was done. */
    void begin(ModelUpstream upstream) {
        if (reply.over()) {
            told(Status.BLOCKED, NONE, () -> {});
            return;
        }
        try {
            var asked = upstream.ask(use, this);
            exchange = asked;
            reply.response().closeHandler(gone -> asked.cancel());
        } catch (RuntimeException e) {
            fails("the provider can't be asked", false);
        }
    }

    @Override
    public void begins(HttpClientResponse response) {
        status = response.statusCode();
        type = String.valueOf(response.getHeader("Content-Type")).toLowerCase(Locale.ROOT);
        var wait = response.getHeader("Retry-After");
        retryAfter = wait != null && wait.matches("\\d{1,6}") ? wait : null;
        if (!succeeded() || !use.request().streams() || !type.startsWith("text/event-stream")) return;
        stream = new ModelStream(use.request(), reply, facts, key, Objects.requireNonNull(exchange));
    }

    @Override
    public void piece(Buffer piece) {
        if (stream != null) stream.piece(piece);
        else if (succeeded()) body.appendBuffer(piece);
        else if (body.length() <= LONGEST_ERROR) body.appendBuffer(piece);
    }

    @Override
    public void ends() {
        var streamed = stream;
        if (streamed != null) streamed(streamed);
        else if (succeeded()) whole(body.getBytes());
        else refused(body.getBytes());
    }

    @Override
    public void fails(String why, boolean sent) {
        var usage = sent ? facts.usage(use.request().mostInput(), use.mostOutput(), false) : NONE;
        failed(sent ? Status.FAILED : Status.BLOCKED, usage, why);
    }

    private boolean succeeded() {
        return status >= 200 && status < 300;
    }

    /** A long answer is taken apart where it holds up nobody else's. */
    private void whole(byte[] answer) {
        if (!type.startsWith(JSON)) {
            failed(Status.FAILED, atMost(), "its answer is no JSON");
            return;
        }
        if (answer.length <= AT_ONCE) {
            taken(answer, read(answer));
            return;
        }
        offLoop.run(() -> read(answer))
                .whenComplete((read, failure) ->
                        here.runOnContext(now -> taken(answer, failure == null && Boolean.TRUE.equals(read))));
    }

    private boolean read(byte[] answer) {
        try {
            facts.whole(ServerJson.read(answer));
            return !shows(answer);
        } catch (IOException e) {
            return false;
        }
    }

    private void taken(byte[] answer, boolean read) {
        if (read)
            told(
                    Status.SUCCEEDED,
                    facts.usage(use.request().mostInput(), use.mostOutput(), true),
                    () -> reply.json(200, answer));
        else failed(Status.FAILED, atMost(), "its answer is no JSON object that could be passed on");
    }

    private void streamed(ModelStream streamed) {
        var usage = facts.usage(use.request().mostInput(), use.mostOutput(), streamed.complete());
        told(streamed.complete() ? Status.SUCCEEDED : Status.FAILED, usage, () -> {
            if (streamed.complete()) streamed.end();
            else streamed.fail(words("its answer ended before it was complete"));
        });
    }

    /** A provider that refuses a request has not answered it; one that failed may have. */
    private void refused(byte[] answer) {
        var usage = status < 500 ? NONE : atMost();
        if (status < 400) failed(Status.FAILED, usage, "it answers elsewhere (" + status + "), where nobody is sent");
        else if (status == 401 || status == 403) failed(Status.FAILED, usage, "it refuses this gateway's key");
        else if (type.startsWith(JSON) && answer.length <= LONGEST_ERROR && !shows(answer))
            told(Status.FAILED, usage, () -> {
                if (retryAfter != null && !reply.over()) reply.response().putHeader("Retry-After", retryAfter);
                reply.json(status, answer);
            });
        else failed(Status.FAILED, usage, "it answered with the status " + status);
    }

    private void failed(Status what, TokenUsage usage, String why) {
        told(what, usage, () -> {
            if (stream != null) stream.fail(words(why));
            else reply.error(status == 429 ? 429 : 502, "provider_failed", words(why));
        });
    }

    private String words(String why) {
        return "Provider " + use.provider().name() + ": " + why + ". Decision "
                + allow.id().value() + ".";
    }

    private TokenUsage atMost() {
        return facts.usage(use.request().mostInput(), use.mostOutput(), false);
    }

    private boolean shows(byte[] answer) {
        return key != null && new String(answer, UTF_8).contains(key);
    }

    private void told(Status what, TokenUsage usage, Runnable then) {
        var size = exchange == null ? 0 : exchange.received();
        var used = use.told(allow, made, what, size, usage, facts);
        outcome.apply(used, what == Status.SUCCEEDED ? "succeeded" : "failed")
                .whenComplete((any, failure) -> here.runOnContext(now -> {
                    try {
                        then.run();
                    } finally {
                        done.complete(null);
                    }
                }));
    }

    /** As a tree that may be changed. */
    static @Nullable ObjectNode object(byte[] data) {
        try {
            return ServerJson.read(data);
        } catch (IOException e) {
            return null;
        }
    }
}
