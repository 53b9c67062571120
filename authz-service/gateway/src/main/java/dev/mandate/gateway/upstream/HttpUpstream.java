package dev.mandate.gateway.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.mandate.gateway.jsonrpc.ServerJson;
import dev.mandate.gateway.protocol.Askable;
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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
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

    private final McpServer server;
    private final GatewayConfig config;
    private final Vertx vertx;
    private final InstantSource clock;
    private final HttpClient client;
    private final Credential credential;
    private final AtomicLong ids = new AtomicLong();
    private final Cache<Key, CompletableFuture<Session>> sessions;
    private volatile Runnable changed = () -> {};
    private volatile boolean closed;

    /**
     * What was agreed with the server.
     *
     * @param id null where the server gave none
     */
    private record Session(
            ProtocolVersion version, @Nullable String id, ObjectNode capabilities, Set<Askable> asked) {
        /** By its answers, as those of the stateless versions ask. */
        boolean mayAsk() {
            return version.stateless() && !asked.isEmpty();
        }
    }

    /** Whose session it is, and what the server was told that it may ask there. */
    private record Key(String task, Set<Askable> asked) {}

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
                .<Key, CompletableFuture<Session>>removalListener((task, session, why) -> end(session))
                .build();
    }

    @Override
    public Exchange ask(UpstreamRequest asked, Listener told) {
        var under = new HttpExchange();
        attempt(under, asked, told, asked.repeatable(), 0);
        return under;
    }

    @Override
    public CompletableFuture<ObjectNode> capabilities(String task, Set<Askable> asked) {
        return session(new Key(task, asked)).thenApply(Session::capabilities);
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
    private void attempt(HttpExchange under, UpstreamRequest asked, Listener told, boolean again, int round) {
        var key = new Key(asked.task(), told.asked());
        session(key).whenComplete((session, failure) -> {
            if (failure != null) {
                under.fail(String.valueOf(UpstreamFailure.of(failure).getMessage()));
                return;
            }
            var post = under.begin(
                    () -> post(session, asked.method(), asked.params(), told, () -> asked.isLate(clock.instant())));
            if (post == null) return;
            post.reply().whenComplete((reply, lost) -> {
                var forgotten = lost == null && reply.status() == 404 && session.id() != null;
                if (forgotten) forget(key, session);
                if (forgotten && again) attempt(under, asked, told, false, round);
                else if (lost == null && session.mayAsk() && InputRounds.asks(reply.message()))
                    asked(under, asked, reply.result(), told, round + 1);
                else under.settle(reply, lost);
            });
        });
    }

    /** The server wants to know something first. */
    private void asked(HttpExchange under, UpstreamRequest asked, JsonNode result, Listener told, int round) {
        under.between();
        if (round > InputRounds.MOST) {
            under.fail("the server asks for input without end");
            return;
        }
        InputRounds.answered(asked, result, told).whenComplete((next, failure) -> {
            if (failure == null) attempt(under, next, told, false, round);
            else under.fail(String.valueOf(UpstreamFailure.of(failure).getMessage()));
        });
    }

    private void forget(Key whose, Session session) {
        sessions.asMap().computeIfPresent(whose, (key, kept) -> kept.getNow(null) == session ? null : kept);
    }

    private CompletableFuture<Session> session(Key key) {
        var fresh = new CompletableFuture<Session>();
        var kept = sessions.get(key, any -> fresh);
        if (kept != fresh) return kept;
        CompletableFuture<Session> agreed;
        try {
            agreed = agree(key.asked());
        } catch (RuntimeException e) {
            agreed = CompletableFuture.failedFuture(e);
        }
        agreed.whenComplete((session, failure) -> {
            if (failure == null) fresh.complete(session);
            else {
                sessions.asMap().remove(key, fresh);
                fresh.completeExceptionally(failure);
            }
        });
        return fresh;
    }

    private CompletableFuture<Session> agree(Set<Askable> may) {
        return post(null, "server/discover", ServerJson.object(), Listener.deaf(may), NEVER)
                .reply()
                .thenCompose(reply -> {
                    var facts = Handshake.discovered(reply.message());
                    if (reply.succeeded() && facts != null)
                        return CompletableFuture.completedFuture(
                                new Session(ProtocolVersion.V2026_07_28, null, facts, may));
                    return reply.status() == 401 || reply.status() == 403
                            ? CompletableFuture.failedFuture(
                                    new UpstreamFailure("the server refuses the gateway's credential", false))
                            : initialize(may);
                });
    }

    private CompletableFuture<Session> initialize(Set<Askable> may) {
        return post(null, "initialize", Handshake.initialize(may), Listener.NOBODY, NEVER)
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
                    var session = new Session(version, id, Handshake.capabilities(result), may);
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
        var beside = new Beside(
                told, () -> changed.run(), session == null ? null : answer -> deliver(session, answer), !stateless);
        var post = new Post(
                vertx,
                config.callTimeout(),
                config.longestAnswer().asLongValue(),
                beside,
                () -> givenUp(session, id),
                late);
        beside.of(post);
        post.send(client, () -> stateless ? stateless(session, method, params) : options(session), () -> {
            var message =
                    ServerJson.object().put("jsonrpc", "2.0").put("id", id).put("method", method);
            var sent = told.wantsProgress() ? Handshake.withProgress(params, id) : params;
            message.set("params", stateless ? Handshake.withMeta(sent, told.asked()) : sent);
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
