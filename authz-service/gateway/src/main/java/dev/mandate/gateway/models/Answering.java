package dev.mandate.gateway.models;

import dev.mandate.authz.engine.decisions.answers.Verdict;
import dev.mandate.events.actions.ActionEvent.ModelUsed;
import dev.mandate.events.actions.TokenUsage;
import dev.mandate.events.actions.ToolResult.Status;
import dev.mandate.gateway.calls.Cancellation;
import dev.mandate.gateway.loop.OffLoop;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes a provider's answer to the caller, a stream as it comes, and tells what became of it before the caller has its end. On one event loop.
 */
final class Answering implements ModelExchange.Receiver {
    private static final int LONGEST_ERROR = 64 * 1024;
    private static final int AT_ONCE = 64 * 1024;
    private static final int SHORTEST_KEY = 8;
    private static final String ENDING = "this gateway is about to end";
    private static final String JSON = "application/json";
    private static final TokenUsage NONE = new TokenUsage(0, 0, null);

    private final ModelUse use;
    private final Verdict allow;
    private final Instant made;
    private final ModelReply reply;
    private final @Nullable String key;
    /** The key, unless it is so short that any answer may have it. */
    private final @Nullable String hidden;

    private final AnswerBody body;
    private final Duration patience;
    private final Context here;
    private final OffLoop offLoop;
    private final BiFunction<@Nullable ModelUsed, String, CompletableFuture<Void>> outcome;
    private final AnswerFacts facts = new AnswerFacts();
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private @Nullable ModelExchange exchange;
    private @Nullable ModelStream stream;
    private int status;
    private boolean full;
    private String type = "";
    private @Nullable String retryAfter;

    /**
     * @param key that the provider gets, which no answer may show; null where it gets none
     * @param body for an answer that isn't streamed
     * @param patience with a client that doesn't read
     * @param outcome told once what became of it
     */
    Answering(
            ModelUse use,
            Verdict allow,
            Instant made,
            ModelReply reply,
            @Nullable String key,
            AnswerBody body,
            Duration patience,
            Context here,
            OffLoop offLoop,
            BiFunction<@Nullable ModelUsed, String, CompletableFuture<Void>> outcome) {
        this.use = use;
        this.allow = allow;
        this.made = made;
        this.reply = reply;
        this.key = key;
        this.hidden = key == null || key.length() < SHORTEST_KEY ? null : key;
        this.body = body;
        this.patience = patience;
        this.here = here;
        this.offLoop = offLoop;
        this.outcome = outcome;
    }

    CompletableFuture<Void> done() {
        return done;
    }

    /** An allow owes an outcome, also that nothing was done. */
    void begin(ModelUpstream upstream, Cancellation cancellation) {
        if (reply.over()) {
            told(Status.BLOCKED, NONE, Future::succeededFuture);
            return;
        }
        if (cancellation.cancelled()) {
            fails(ENDING, false);
            return;
        }
        try {
            var asked = upstream.ask(use, key, this);
            exchange = asked;
            cancellation.undoes(() -> asked.fail(ENDING));
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
        stream = new ModelStream(use.request(), reply, facts, hidden, Objects.requireNonNull(exchange));
    }

    @Override
    public void piece(Buffer piece) {
        if (stream != null) stream.piece(piece);
        else if ((succeeded() || body.length() <= LONGEST_ERROR) && !body.add(piece)) {
            full = true;
            Objects.requireNonNull(exchange)
                    .fail(
                            "there is no room here for its answer beside others; ask for less at once, or have it streamed");
        }
    }

    @Override
    public void ends() {
        var streamed = stream;
        if (streamed != null) streamed(streamed);
        else if (succeeded()) whole();
        else refused();
    }

    @Override
    public void fails(String why, boolean sent) {
        failed(sent ? Status.FAILED : Status.BLOCKED, sent ? atMost() : NONE, why);
    }

    private boolean succeeded() {
        return status >= 200 && status < 300;
    }

    /** A long answer is taken apart where it holds up nobody else's. */
    private void whole() {
        if (!type.startsWith(JSON)) {
            failed(Status.FAILED, atMost(), "its answer is no JSON");
            return;
        }
        if (body.length() <= AT_ONCE) {
            taken(read());
            return;
        }
        offLoop.run(this::read)
                .whenComplete((read, failure) ->
                        here.runOnContext(now -> taken(failure == null && Boolean.TRUE.equals(read))));
    }

    private boolean read() {
        try {
            AnswerReader.read(body, facts);
            return !shows();
        } catch (IOException e) {
            return false;
        }
    }

    private void taken(boolean read) {
        if (read)
            told(Status.SUCCEEDED, facts.usage(use.mostInput(), use.mostOutput(), true), () -> reply.json(200, body));
        else failed(Status.FAILED, atMost(), "its answer is no JSON object that could be passed on");
    }

    private void streamed(ModelStream streamed) {
        var usage = facts.usage(use.mostInput(), use.mostOutput(), streamed.succeeded());
        told(
                streamed.succeeded() ? Status.SUCCEEDED : Status.FAILED,
                usage,
                () -> streamed.complete()
                        ? streamed.end()
                        : streamed.fail(words("its answer ended before it was complete")));
    }

    /** A provider that refuses a request has not answered it; one that failed may have. */
    private void refused() {
        var usage = status < 500 ? NONE : atMost();
        if (status < 400) failed(Status.FAILED, usage, "it answers elsewhere (" + status + "), where nobody is sent");
        else if (status == 401 || status == 403) failed(Status.FAILED, usage, "it refuses this gateway's key");
        else if (type.startsWith(JSON) && body.length() <= LONGEST_ERROR && !shows())
            told(Status.FAILED, usage, () -> {
                if (retryAfter != null && !reply.over()) reply.response().putHeader("Retry-After", retryAfter);
                return reply.json(status, body);
            });
        else failed(Status.FAILED, usage, "it answered with the status " + status);
    }

    private void failed(Status what, TokenUsage usage, String why) {
        told(what, usage, () -> {
            if (stream != null) return stream.fail(words(why));
            if (full) return reply.error(429, "too_many", words(why));
            return reply.error(status == 429 ? 429 : 502, "provider_failed", words(why));
        });
    }

    private String words(String why) {
        return "Provider " + use.provider().name() + ": " + why + ". Decision "
                + allow.id().value() + ".";
    }

    private TokenUsage atMost() {
        return facts.usage(use.mostInput(), use.mostOutput(), false);
    }

    private boolean shows() {
        return hidden != null && body.contains(hidden);
    }

    private void told(Status what, TokenUsage usage, Supplier<Future<Void>> then) {
        var size = exchange == null ? 0 : exchange.received();
        var used = use.told(allow, made, what, size, usage, facts);
        outcome.apply(used, what == Status.SUCCEEDED ? "succeeded" : "failed")
                .whenComplete((any, failure) -> here.runOnContext(now -> said(then)));
    }

    /** What is held for an answer is held until the client has read it. */
    private void said(Supplier<Future<Void>> then) {
        try {
            reply.within(patience, here.owner(), then.get()).onComplete(any -> done.complete(null));
        } catch (RuntimeException e) {
            done.complete(null);
            throw e;
        }
    }
}
