package dev.mandate.gateway.upstream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.mandate.gateway.jsonrpc.ServerJson;
import dev.mandate.gateway.protocol.McpMethod;
import dev.mandate.gateway.protocol.MessageHeaders;
import dev.mandate.gateway.protocol.ProtocolVersion;
import dev.mandate.gateway.servers.GatewayConfig;
import dev.mandate.gateway.servers.McpServer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A server over Streamable HTTP, of either era: it is asked what it speaks, and one that doesn't know the question is one with sessions. Each
 * task has a session of its own there, so that what a server keeps for one is not shown to another. Redirects are not followed.
 */
final class HttpUpstream implements Upstream {
    private static final String SESSION = "Mcp-Session-Id";
    private static final int CONNECT_MILLIS = 2000;
    private static final int KEPT_SECONDS = 30;
    private static final int MOST_HEADERS = 16 * 1024;
    private static final Pattern SESSION_ID = Pattern.compile("[\\x21-\\x7e]{1,256}");

    /** Nobody has decided about it. */
    private static final BooleanSupplier NEVER = () -> false;

    /** Of what a server asks beside one answer; the rest is left unanswered. */
    private static final int MOST_ANSWERED = 16;

    private final McpServer server;
    private final GatewayConfig config;
    private final Vertx vertx;
    private final InstantSource clock;
    private final HttpClient client;
    private final Credential credential;
    private final AtomicLong ids = new AtomicLong();
    private final Cache<String, CompletableFuture<Session>> sessions;
    private volatile Runnable changed = () -> {};
    private volatile boolean closed;

    /**
     * What was agreed with the server.
     *
     * @param id null where the server gave none
     */
    private record Session(
            ProtocolVersion version, @Nullable String id, ObjectNode capabilities) {}

    HttpUpstream(McpServer server, GatewayConfig config, Vertx vertx, InstantSource clock) {
        this.server = server;
        this.config = config;
        this.vertx = vertx;
        this.clock = clock;
        this.credential = new Credential(server.credential());
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout(CONNECT_MILLIS)
                .setKeepAliveTimeout(KEPT_SECONDS)
                .setMaxHeaderSize(MOST_HEADERS)
                .setMaxPoolSize(config.callsAtOnceOfAll())
                .setMaxWaitQueueSize(config.callsAtOnceOfAll()));
        this.sessions = Caffeine.newBuilder()
                .maximumSize(config.sessions())
                .executor(Runnable::run) // a little at a time, and no other thread is woken for it
                .expireAfterAccess(config.sessionIdle())
                .<String, CompletableFuture<Session>>removalListener((task, session, why) -> end(session))
                .build();
    }

    @Override
    public Exchange ask(UpstreamRequest asked, Listener told) {
        var under = new HttpExchange();
        attempt(under, asked, told, asked.repeatable());
        return under;
    }

    @Override
    public CompletableFuture<ObjectNode> capabilities(String task) {
        return session(task).thenApply(Session::capabilities);
    }

    @Override
    public void whenToolsChange(Runnable told) {
        changed = told;
    }

    @Override
    public void close() {
        closed = true;
        sessions.invalidateAll();
        client.close();
    }

    /** A request, and the one after it if the server says that it had forgotten the session: what it has done it alone knows. */
    private void attempt(HttpExchange under, UpstreamRequest asked, Listener told, boolean again) {
        session(asked.task()).whenComplete((session, failure) -> {
            if (failure != null) {
                under.fail(String.valueOf(UpstreamFailure.of(failure).getMessage()));
                return;
            }
            var post = under.begin(
                    () -> post(session, asked.method(), asked.params(), told, () -> asked.isLate(clock.instant())));
            if (post == null) return;
            post.reply().whenComplete((reply, lost) -> {
                var forgotten = lost == null && reply.status() == 404 && session.id() != null;
                if (forgotten) forget(asked.task(), session);
                if (forgotten && again) attempt(under, asked, told, false);
                else under.settle(reply, lost);
            });
        });
    }

    private void forget(String task, Session session) {
        sessions.asMap().computeIfPresent(task, (key, kept) -> kept.getNow(null) == session ? null : kept);
    }

    private CompletableFuture<Session> session(String task) {
        var fresh = new CompletableFuture<Session>();
        var kept = sessions.get(task, any -> fresh);
        if (kept != fresh) return kept;
        CompletableFuture<Session> agreed;
        try {
            agreed = agree();
        } catch (RuntimeException e) {
            agreed = CompletableFuture.failedFuture(e);
        }
        agreed.whenComplete((session, failure) -> {
            if (failure == null) fresh.complete(session);
            else {
                sessions.asMap().remove(task, fresh);
                fresh.completeExceptionally(failure);
            }
        });
        return fresh;
    }

    private CompletableFuture<Session> agree() {
        var discover = Handshake.withMeta(ServerJson.object());
        return post(null, "server/discover", discover, Listener.NOBODY, NEVER)
                .reply()
                .thenCompose(reply -> {
                    var facts = Handshake.discovered(reply.message());
                    if (reply.succeeded() && facts != null)
                        return CompletableFuture.completedFuture(new Session(ProtocolVersion.V2026_07_28, null, facts));
                    return reply.status() == 401 || reply.status() == 403
                            ? CompletableFuture.failedFuture(
                                    new UpstreamFailure("the server refuses the gateway's credential", false))
                            : initialize();
                });
    }

    private CompletableFuture<Session> initialize() {
        return post(null, "initialize", Handshake.initialize(), Listener.NOBODY, NEVER)
                .reply()
                .thenCompose(reply -> {
                    var message = reply.message();
                    var result = message == null ? null : message.get("result");
                    var version = Handshake.version(result);
                    if (!reply.succeeded() || version == null || result == null)
                        return CompletableFuture.failedFuture(new UpstreamFailure(
                                "the server speaks no version of MCP that this gateway does", false));
                    var id = reply.headers().get(SESSION);
                    if (id != null && !SESSION_ID.matcher(id).matches())
                        return CompletableFuture.failedFuture(
                                new UpstreamFailure("the server's " + SESSION + " is none", false));
                    var session = new Session(version, id, Handshake.capabilities(result));
                    notify(session, "notifications/initialized", ServerJson.object());
                    return CompletableFuture.completedFuture(session);
                });
    }

    private Post post(
            @Nullable Session session, String method, ObjectNode params, Listener told, BooleanSupplier late) {
        var id = ids.incrementAndGet();
        var stateless = session == null
                ? method.equals("server/discover")
                : session.version().stateless();
        var post = new Post(
                vertx,
                config.callTimeout(),
                config.longestAnswer().asLongValue(),
                new Beside(session, told),
                () -> givenUp(session, id),
                late);
        post.send(client, () -> stateless ? stateless(session, method, params) : options(session), () -> {
            var message =
                    ServerJson.object().put("jsonrpc", "2.0").put("id", id).put("method", method);
            var sent = told.wantsProgress() ? Handshake.withProgress(params, id) : params;
            message.set("params", stateless ? Handshake.withMeta(sent) : sent);
            return ServerJson.write(message);
        });
        return post;
    }

    private RequestOptions stateless(@Nullable Session session, String method, ObjectNode params) {
        var options = options(session)
                .putHeader(MessageHeaders.VERSION, ProtocolVersion.V2026_07_28.text())
                .putHeader(MessageHeaders.METHOD, method);
        var name = MessageHeaders.named(method, params);
        if (name != null) options.putHeader(MessageHeaders.NAME, MessageHeaders.encoded(name));
        return options;
    }

    /** Servers with sessions don't take it for a cancellation that the connection is gone; others do. */
    private void givenUp(@Nullable Session session, long id) {
        if (session == null || session.version().stateless()) return;
        notify(
                session,
                McpMethod.CANCELLED.text(),
                ServerJson.object().put("requestId", id).put("reason", "nobody waits for it any more"));
    }

    private RequestOptions options(@Nullable Session session) {
        var options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(Objects.requireNonNull(server.url()).toString())
                .putHeader("Content-Type", "application/json")
                .putHeader("Accept", "application/json, text/event-stream");
        var token = credential.current();
        if (token != null) options.putHeader("Authorization", "Bearer " + token);
        if (session != null && session.id() != null) options.putHeader(SESSION, session.id());
        if (session != null && !session.version().stateless())
            options.putHeader(MessageHeaders.VERSION, session.version().text());
        return options;
    }

    /** What comes beside the answer: told where it is a notification; a server that asks something is told that nobody answers that. */
    private final class Beside implements Consumer<ObjectNode> {
        private final @Nullable Session session;
        private final Listener told;
        private int asked;

        Beside(@Nullable Session session, Listener told) {
            this.session = session;
            this.told = told;
        }

        @Override
        public void accept(ObjectNode message) {
            if (message.hasNonNull("id")) {
                if (session != null && asked++ < MOST_ANSWERED) deliver(session, ServerRequests.answer(message));
            } else if (message.path("method").asText("").equals(McpMethod.TOOLS_CHANGED.text())) changed.run();
            else told.hear(message);
        }
    }

    private void notify(Session session, String method, ObjectNode params) {
        var message = ServerJson.object().put("jsonrpc", "2.0").put("method", method);
        message.set("params", params);
        deliver(session, message);
    }

    /** Whatever comes of it: a server that doesn't take it harms itself alone. */
    private void deliver(Session session, ObjectNode message) {
        var post =
                new Post(vertx, config.callTimeout(), config.longestAnswer().asLongValue(), any -> {}, () -> {}, NEVER);
        post.send(client, () -> options(session), () -> ServerJson.write(message));
        post.reply().exceptionally(ignored -> null);
    }

    /** The server may forget it. */
    private void end(@Nullable CompletableFuture<Session> session) {
        var known = session == null || session.isCompletedExceptionally() ? null : session.getNow(null);
        if (closed || known == null || known.id() == null) return;
        client.request(options(known).setMethod(HttpMethod.DELETE))
                .compose(request -> request.send())
                .onComplete(ended -> {});
    }
}
