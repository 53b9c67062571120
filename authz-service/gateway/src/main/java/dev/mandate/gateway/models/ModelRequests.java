package dev.mandate.gateway.models;

import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.gateway.access.CallersTasks;
import dev.mandate.gateway.calls.Cancellation;
import dev.mandate.gateway.loop.OffLoop;
import dev.mandate.gateway.loop.Room;
import dev.mandate.gateway.providers.ModelConfig;
import dev.mandate.gateway.providers.ModelProvider;
import dev.mandate.messaging.draining.Drain;
import dev.mandate.messaging.security.Caller;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One request of a client, from its headers to the decision: whether there is room for it, what it asks for, and of whom. */
@Singleton
class ModelRequests {
    private static final Logger LOG = Logger.getLogger(ModelRequests.class);
    private static final int ORDINARY = 16 * 1024;
    private static final int SHARES = 4;
    private static final int MOST_BETAS = 32;
    private static final String HELD = "requests";
    private static final Pattern BETA = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final ModelConfig config;
    private final CallersTasks tasks;
    private final DecidedUses uses;
    private final OffLoop offLoop;
    private final Drain drain;
    private final Vertx vertx;
    private final Room underWay;
    private final Room held;
    private final long longest;

    ModelRequests(ModelConfig config, CallersTasks tasks, DecidedUses uses, OffLoop offLoop, Drain drain, Vertx vertx) {
        this.config = config;
        this.tasks = tasks;
        this.uses = uses;
        this.offLoop = offLoop;
        this.drain = drain;
        this.vertx = vertx;
        this.underWay = new Room(config.callsAtOnce(), config.callsAtOnceOfAll());
        this.longest = Math.min(config.longestRequest().asLongValue(), Integer.MAX_VALUE / 2);
        var all = (int) Math.min(config.requestsAtOnce().asLongValue(), Integer.MAX_VALUE);
        this.held = new Room((int) Math.max(longest, all / SHARES), all);
    }

    /** @param providers that the address is for */
    record Addressed(Caller caller, Endpoint endpoint, List<ModelProvider> providers) {}

    void take(RoutingContext context, Addressed to, ModelReply reply) {
        var request = context.request();
        try {
            var length = length(request);
            var who = to.caller().acting();
            if (!held.enter(HELD, who, length)) {
                reply.response().putHeader("Retry-After", "1");
                reply.error(429, "too_many", "So much is under way that there is no room for this; try again");
                return;
            }
            body(request, reply)
                    .thenCompose(body -> read(context, to, body, reply))
                    .exceptionally(failure -> {
                        failed(reply, failure);
                        return null;
                    })
                    .whenComplete((any, failure) -> held.leave(HELD, who, length));
        } catch (BadRequest e) {
            reply.response().putHeader("Connection", "close");
            reply.error(e.status(), "invalid_request", e.words());
        }
    }

    /** One that says how long it is takes no more room than that. */
    private int length(HttpServerRequest request) throws BadRequest {
        var headers = request.headers();
        if (headers.contains("Content-Encoding")) throw new BadRequest(415, "Send it without Content-Encoding");
        if (!essence(request.getHeader("Content-Type")).equals("application/json"))
            throw new BadRequest(415, "Send Content-Type: application/json");
        var lengths = headers.getAll("Content-Length");
        if (headers.contains("Transfer-Encoding")
                || lengths.size() != 1
                || !lengths.get(0).matches("\\d{1,12}")) throw new BadRequest(411, "Send Content-Length");
        var length = Long.parseLong(lengths.get(0));
        if (length > longest) throw new BadRequest(413, "Send at most " + longest + " bytes in one request");
        return (int) length;
    }

    private CompletableFuture<Buffer> body(HttpServerRequest request, ModelReply reply) {
        var body = new CompletableFuture<Buffer>();
        var timer = vertx.setTimer(Math.max(1, config.requestTimeout().toMillis()), late -> {
            if (body.completeExceptionally(new BadRequest(408, "The request did not come in time")))
                reply.response().putHeader("Connection", "close");
        });
        request.exceptionHandler(body::completeExceptionally);
        request.bodyHandler(body::complete);
        request.resume();
        return body.whenComplete((any, failure) -> vertx.cancelTimer(timer));
    }

    private CompletableFuture<Void> read(RoutingContext context, Addressed to, Buffer body, ModelReply reply) {
        var here = vertx.getOrCreateContext();
        var bytes = body.getBytes();
        if (bytes.length <= ORDINARY)
            return asked(() -> RequestReader.read(to.endpoint(), bytes), context, to, reply, here);
        var read = new CompletableFuture<ModelRequest>();
        offLoop.run(() -> RequestReader.read(to.endpoint(), bytes)) // in which others would wait
                .whenComplete((request, failure) -> here.runOnContext(now -> {
                    if (failure == null) read.complete(request);
                    else read.completeExceptionally(failure);
                }));
        return read.thenCompose(request -> asked(() -> request, context, to, reply, here));
    }

    private interface Reading {
        ModelRequest read() throws BadRequest;
    }

    private CompletableFuture<Void> asked(
            Reading reading, RoutingContext context, Addressed to, ModelReply reply, Context here) {
        try {
            var request = reading.read();
            var provider = to.providers().stream()
                    .filter(one -> one.kind() == to.endpoint().kind())
                    .filter(one -> one.models().containsKey(request.model()))
                    .findFirst();
            var model = provider.map(one -> one.models().get(request.model()));
            if (model.isEmpty() || beyond(context, request, provider.get(), to.caller(), reply)) {
                if (!reply.over()) DecidedUses.unknown(reply, shown(request.model()));
                return CompletableFuture.completedFuture(null);
            }
            var use = new ModelUse(
                    to.caller(),
                    provider.get(),
                    model.get(),
                    request,
                    context.request().getHeader("anthropic-version"),
                    betas(context),
                    CloudEventCodec.trace(context.request().getHeader("traceparent")));
            return made(use, reply, here);
        } catch (BadRequest e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletableFuture<Void> made(ModelUse use, ModelReply reply, Context here) {
        var provider = use.provider().name();
        var who = use.caller().acting();
        var cancellation = new Cancellation();
        return underWay.within(
                        provider,
                        who,
                        () -> drain.finish(
                                () -> here.runOnContext(now -> cancellation.cancel()),
                                () -> tasks.over(use.caller(), task -> here.runOnContext(now -> task.run()))
                                        .thenCompose(over -> uses.make(use, over, cancellation, reply, here))))
                .orElseGet(() -> {
                    uses.count(use, "too_many");
                    reply.response().putHeader("Retry-After", "1");
                    reply.error(429, "too_many", "Too many requests to " + provider + " are under way; try again");
                    return CompletableFuture.completedFuture(null);
                });
    }

    /** What isn't passed on is decided nowhere here, so that only the operator can let it pass. Of a hidden model nothing is told. */
    private boolean beyond(
            RoutingContext context, ModelRequest request, ModelProvider provider, Caller caller, ModelReply reply)
            throws BadRequest {
        var refusal = RequestFeatures.refusal(request, betas(context), provider);
        if (refusal.isEmpty()) return false;
        if (uses.hidden(caller, request.model())) return true;
        reply.error(400, "not_passed_on", refusal.get());
        return true;
    }

    private static List<String> betas(RoutingContext context) throws BadRequest {
        var betas = new ArrayList<String>();
        for (var header : context.request().headers().getAll("anthropic-beta"))
            for (var one : header.split(",", -1)) {
                if (!BETA.matcher(one.strip()).matches() || betas.size() == MOST_BETAS)
                    throw new BadRequest("anthropic-beta has names with commas between");
                betas.add(one.strip());
            }
        return betas;
    }

    private static void failed(ModelReply reply, Throwable failure) {
        var cause = failure;
        while (cause instanceof java.util.concurrent.CompletionException && cause.getCause() != null)
            cause = cause.getCause();
        if (cause instanceof BadRequest bad) reply.error(bad.status(), "invalid_request", bad.words());
        else if (!reply.over()) {
            LOG.error("A request to a model failed", cause);
            reply.error(500, "internal_error", "Something went wrong here");
        }
    }

    private static String shown(String text) {
        return text.substring(0, Math.min(text.length(), 200)).replaceAll("\\p{Cntrl}", " ");
    }

    private static String essence(@Nullable String type) {
        return type == null ? "" : type.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
    }
}
