package dev.mandate.gateway.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.mandate.gateway.jsonrpc.JsonRpcAnswer;
import dev.mandate.gateway.jsonrpc.ServerJson;
import dev.mandate.gateway.protocol.MessageHeaders;
import dev.mandate.gateway.protocol.ProtocolVersion;
import dev.mandate.gateway.servers.GatewayConfig;
import dev.mandate.gateway.servers.McpServer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
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
    private static final Map<String, String> NAMED =
            Map.of("tools/call", "name", "prompts/get", "name", "resources/read", "uri");

    private final McpServer server;
    private final GatewayConfig config;
    private final Vertx vertx;
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

    HttpUpstream(McpServer server, GatewayConfig config, Vertx vertx) {
        this.server = server;
        this.config = config;
        this.vertx = vertx;
        this.credential = new Credential(server.credential());
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout(CONNECT_MILLIS)
                .setKeepAliveTimeout(KEPT_SECONDS)
                .setMaxHeaderSize(MOST_HEADERS)
                .setMaxPoolSize(config.callsAtOnceOfAll())
                .setMaxWaitQueueSize(config.callsAtOnceOfAll()));
        this.sessions = Caffeine.newBuilder()
                .maximumSize(config.sessions())
                .expireAfterAccess(config.sessionIdle())
                .<String, CompletableFuture<Session>>removalListener((task, session, why) -> end(session))
                .build();
    }

    @Override
    public Exchange ask(String task, String method, ObjectNode params, Consumer<ObjectNode> told) {
        var under = new UnderWay();
        attempt(under, task, method, params, told, true);
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

    /** A request, and the one after it if the server had forgotten the session: it has done nothing then. */
    private void attempt(
            UnderWay under, String task, String method, ObjectNode params, Consumer<ObjectNode> told, boolean again) {
        session(task).whenComplete((session, failure) -> {
            if (failure != null) {
                under.answer.completeExceptionally(notSent(failure));
                return;
            }
            var post = post(session, method, params, told);
            under.post = post;
            if (under.answer.isDone()) post.cancel();
            post.reply().whenComplete((reply, lost) -> {
                if (lost == null && reply.status() == 404 && session.id() != null && again) {
                    sessions.asMap().computeIfPresent(task, (key, kept) -> kept.getNow(null) == session ? null : kept);
                    attempt(under, task, method, params, told, false);
                } else under.settle(reply, lost);
            });
        });
    }

    /** The request itself was not, since its session was not there. */
    private static UpstreamFailure notSent(Throwable failure) {
        return new UpstreamFailure(String.valueOf(UpstreamFailure.of(failure).getMessage()), false);
    }

    private CompletableFuture<Session> session(String task) {
        var fresh = new CompletableFuture<Session>();
        var kept = sessions.get(task, any -> fresh);
        if (kept != fresh) return kept;
        agree().whenComplete((session, failure) -> {
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
        return post(null, "server/discover", discover, any -> {}).reply().thenCompose(reply -> {
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
        return post(null, "initialize", Handshake.initialize(), any -> {})
                .reply()
                .thenCompose(reply -> {
                    var message = reply.message();
                    var result = message == null ? null : message.get("result");
                    var version = Handshake.version(result);
                    if (!reply.succeeded() || version == null || result == null)
                        return CompletableFuture.failedFuture(new UpstreamFailure(
                                "the server speaks no version of MCP that this gateway does", false));
                    var session = new Session(version, reply.headers().get(SESSION), Handshake.capabilities(result));
                    notify(session, "notifications/initialized", ServerJson.object());
                    return CompletableFuture.completedFuture(session);
                });
    }

    private Post post(@Nullable Session session, String method, ObjectNode params, Consumer<ObjectNode> told) {
        var id = ids.incrementAndGet();
        var stateless = session == null
                ? method.equals("server/discover")
                : session.version().stateless();
        var message = ServerJson.object().put("jsonrpc", "2.0").put("id", id).put("method", method);
        message.set("params", stateless ? Handshake.withMeta(params) : params);
        var post = new Post(
                vertx,
                config.callTimeout(),
                config.longestAnswer().asLongValue(),
                other -> beside(session, other, told));
        send(post, session, stateless, method, params, message);
        return post;
    }

    private void send(
            Post post, @Nullable Session session, boolean stateless, String method, JsonNode params, JsonNode message) {
        var options = options(session);
        if (stateless) {
            options.putHeader(MessageHeaders.VERSION, ProtocolVersion.V2026_07_28.text());
            options.putHeader(MessageHeaders.METHOD, method);
            var named = NAMED.get(method);
            if (named != null)
                options.putHeader(
                        MessageHeaders.NAME,
                        MessageHeaders.encoded(params.path(named).asText("")));
        }
        post.send(client, options, ServerJson.write(message));
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
    private void beside(@Nullable Session session, ObjectNode message, Consumer<ObjectNode> told) {
        var method = message.path("method").asText("");
        if (message.hasNonNull("id")) {
            if (session != null) deliver(session, ServerRequests.answer(message));
        } else if (method.equals("notifications/tools/list_changed")) changed.run();
        else told.accept(message);
    }

    private void notify(Session session, String method, ObjectNode params) {
        var message = ServerJson.object().put("jsonrpc", "2.0").put("method", method);
        message.set("params", params);
        deliver(session, message);
    }

    /** Whatever comes of it: a server that doesn't take it harms itself alone. */
    private void deliver(Session session, ObjectNode message) {
        var post = new Post(vertx, config.callTimeout(), config.longestAnswer().asLongValue(), any -> {});
        post.send(client, options(session), ServerJson.write(message));
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

    private final class UnderWay implements Exchange {
        private final CompletableFuture<JsonRpcAnswer> answer = new CompletableFuture<>();
        private volatile @Nullable Post post;

        @Override
        public CompletableFuture<JsonRpcAnswer> answer() {
            return answer;
        }

        @Override
        public void cancel() {
            answer.completeExceptionally(new UpstreamFailure("the call was cancelled", post != null));
            var open = post;
            if (open != null) open.cancel();
        }

        void settle(Post.@Nullable Reply reply, @Nullable Throwable failure) {
            if (failure != null || reply == null) {
                answer.completeExceptionally(UpstreamFailure.of(Objects.requireNonNull(failure)));
                return;
            }
            try {
                var message = reply.message();
                if (message == null)
                    throw new UpstreamFailure(
                            "the server answered with HTTP " + reply.status() + " and no message", true);
                answer.complete(Answered.of(message));
            } catch (UpstreamFailure e) {
                answer.completeExceptionally(e);
            }
        }
    }
}
