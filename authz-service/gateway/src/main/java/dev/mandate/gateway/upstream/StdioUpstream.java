package dev.mandate.gateway.upstream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.gateway.jsonrpc.JsonRpcAnswer;
import dev.mandate.gateway.jsonrpc.ServerJson;
import dev.mandate.gateway.protocol.Askable;
import dev.mandate.gateway.servers.GatewayConfig;
import dev.mandate.gateway.servers.McpServer;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A server that is a child process, one for all callers, as such servers expect: it is started when it is needed first, and again when it has
 * ended, less and less often if it ends soon.
 */
final class StdioUpstream implements Upstream {
    private static final Logger LOG = Logger.getLogger(StdioUpstream.class);

    private final McpServer server;
    private final GatewayConfig config;
    private final InstantSource clock;
    private final ChildCommand command;
    private final AtomicLong ids = new AtomicLong();
    private volatile Runnable changed = () -> {};
    private final RestartPause pause = new RestartPause();
    private @Nullable Running running;
    private long startedAt;
    private boolean closed;

    StdioUpstream(McpServer server, ChildCommand command, GatewayConfig config, InstantSource clock) {
        this.server = server;
        this.config = config;
        this.command = command;
        this.clock = clock;
    }

    @Override
    public Exchange ask(UpstreamRequest asked, Listener told) {
        try {
            var child = running();
            var exchange = child.request(told);
            child.ready.whenComplete((capabilities, failure) -> {
                if (failure == null) exchange.send(asked);
                else exchange.fail(UpstreamFailure.of(failure));
            });
            return exchange;
        } catch (UpstreamFailure e) {
            return new Failed(e);
        }
    }

    @Override
    public CompletableFuture<ObjectNode> capabilities(String task, Set<Askable> asked) {
        try {
            return running().ready;
        } catch (UpstreamFailure e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public void whenToolsChange(Runnable told) {
        changed = told;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (running != null) running.stop();
    }

    private synchronized Running running() throws UpstreamFailure {
        if (closed) throw new UpstreamFailure("the gateway is about to end", false);
        if (running != null && running.alive()) return running;
        var now = System.nanoTime();
        if (running != null) pause.ended(Duration.ofNanos(running.ended.orElse(now) - startedAt));
        running = null;
        var left = pause.beforeNext().toNanos() - (now - startedAt);
        if (left > 0)
            throw new UpstreamFailure(
                    "the server ended, and is started again in " + (left / 1_000_000_000L + 1) + " s", false);
        startedAt = now;
        try {
            running = new Running(command.builder());
        } catch (IOException e) {
            pause.ended(Duration.ZERO);
            LOG.warnf("%s can't be started: %s", server.name(), e.getMessage());
            throw new UpstreamFailure("the server can't be started", false);
        }
        return running;
    }

    /** One life of the child. */
    private final class Running implements ChildOutput.Lines {
        private final Map<Long, ChildRequest> pending = new ConcurrentHashMap<>();
        private final CompletableFuture<ObjectNode> ready = new CompletableFuture<>();
        private final ChildServer child;
        private final UnsolicitedOutput unasked;
        private volatile OptionalLong ended = OptionalLong.empty();

        Running(ProcessBuilder command) throws IOException {
            var longest = config.longestAnswer().asLongValue();
            unasked = new UnsolicitedOutput(longest * ChildOutput.SKIPPED, System::nanoTime);
            child = ChildServer.start(server.name(), command, longest, this, this::ended);
            initialize();
        }

        boolean alive() {
            return child.alive() && !ready.isCompletedExceptionally();
        }

        void stop() {
            child.stop();
        }

        ChildRequest request(Listener told) {
            return new ChildRequest(child::send, pending, ids.incrementAndGet(), told, config.callTimeout(), clock);
        }

        private void initialize() {
            var first = request(Listener.NOBODY);
            first.send(new UpstreamRequest("", "initialize", Handshake.initialize(server.asks()), true, null));
            first.answer().whenComplete((answer, failure) -> {
                var result = answer == null ? null : answer.result();
                if (Handshake.version(result) == null || result == null) {
                    LOG.warnf("%s speaks no version of MCP that this gateway does", server.name());
                    ready.completeExceptionally(
                            failure == null
                                    ? new UpstreamFailure(
                                            "the server speaks no version of MCP that this gateway does", false)
                                    : UpstreamFailure.of(failure));
                    stop();
                    return;
                }
                child.send(ServerJson.write(
                        ServerJson.object().put("jsonrpc", "2.0").put("method", "notifications/initialized")));
                ready.complete(Handshake.capabilities(result));
            });
        }

        @Override
        public void line(byte[] line) throws IOException {
            var answered = false;
            try {
                answered = message(ServerJson.read(line));
            } catch (IOException e) {
                LOG.debugf("%s wrote a line that is no message", server.name());
            } catch (RuntimeException e) {
                LOG.warnf(e, "What %s wrote could not be taken up", server.name());
            }
            if (!answered) unasked.count(line.length);
        }

        /** It fails the call that it was for, where that can be told, else all that are under way, of which it was one. */
        @Override
        public void tooLong(byte[] beginning, byte[] end) throws IOException {
            var longest = config.longestAnswer().asLongValue();
            var failed = new UpstreamFailure("the server's answer is longer than " + longest + " bytes", true);
            var id = LongAnswer.id(beginning, end);
            var answered = false;
            for (var one : pending.values())
                if (id.isEmpty() ? one.sent() : one.id() == id.getAsLong()) answered |= one.fail(failed);
            if (!answered) unasked.count((int) Math.min(longest, Integer.MAX_VALUE));
        }

        /** False if it answers nothing that anybody waits for. */
        private boolean message(ObjectNode message) {
            var method = message.path("method").asText("");
            if (UpstreamAnswer.is(message)) {
                var asked = message.path("id").canConvertToLong()
                        ? pending.get(message.path("id").asLong())
                        : null;
                if (asked != null) asked.settle(message);
                return asked != null;
            }
            if (message.hasNonNull("id")) asks(message);
            else if (method.equals("notifications/tools/list_changed")) changed.run();
            else about(message);
            return false;
        }

        /**
         * A child doesn't say for which call it asks. So it may ask while it has one alone; asked among several, some stranger could be shown what is
         * another's.
         */
        private void asks(ObjectNode message) {
            var calls = pending.values().stream().filter(ChildRequest::isCall).toList();
            var only = calls.size() == 1 ? calls.get(0) : null;
            if (only != null) only.patience().waits();
            ServerRequests.answer(message, only == null ? Listener.NOBODY : only.told())
                    .thenAccept(answer -> {
                        if (only != null) only.patience().goesOn();
                        child.send(ServerJson.write(answer));
                    });
        }

        /** A child writes all its notifications on one line of output: those of a call name it by its progress token. */
        private void about(ObjectNode message) {
            var token = message.path("params").path("progressToken");
            var one = token.canConvertToLong() ? pending.get(token.asLong()) : null;
            if (one != null) one.told().hear(message);
        }

        private void ended(String why) {
            ended = OptionalLong.of(System.nanoTime());
            LOG.infof("%s: %s", server.name(), why);
            ready.completeExceptionally(new UpstreamFailure("the server ended: " + why, false));
            for (var one : pending.values()) one.fail(new UpstreamFailure("the server ended: " + why, true));
        }
    }

    private record Failed(UpstreamFailure why) implements Exchange {
        @Override
        public CompletableFuture<JsonRpcAnswer> answer() {
            return CompletableFuture.failedFuture(why);
        }

        @Override
        public void cancel() {
            // nothing was asked
        }
    }
}
