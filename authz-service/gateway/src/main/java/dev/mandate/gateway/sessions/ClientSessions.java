package dev.mandate.gateway.sessions;

import dev.mandate.gateway.protocol.Askable;
import dev.mandate.gateway.protocol.ProtocolVersion;
import dev.mandate.gateway.servers.GatewayConfig;
import dev.mandate.gateway.servers.McpServer;
import dev.mandate.messaging.security.Caller;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Sessions by their ids. One counts for the server and the caller that it began for: whoever has found another's id has found nothing. A gateway
 * that doesn't know it says so, and clients begin anew. Those that act for one person share a number of them.
 */
@Singleton
public class ClientSessions {
    private final HeldSessions<ClientSession> sessions;

    @Inject
    ClientSessions(GatewayConfig config) {
        this(config.sessions(), config.sessionsOfCaller(), config.sessionIdle(), System::nanoTime);
    }

    ClientSessions(int all, int each, Duration idle, LongSupplier nanos) {
        this.sessions = new HeldSessions<>(all, each, idle, nanos);
    }

    public ClientSession begin(McpServer server, Caller caller, ProtocolVersion version, Set<Askable> can) {
        var session = new ClientSession(SessionIds.next(), version, can);
        keep(key(session.id(), server, caller), caller, session);
        return session;
    }

    public synchronized Optional<ClientSession> find(String id, McpServer server, Caller caller) {
        var key = key(id, server, caller);
        var known = sessions.find(key);
        known.ifPresent(session -> keep(key, caller, session));
        return known;
    }

    public synchronized void end(String id, McpServer server, Caller caller) {
        sessions.forget(key(id, server, caller));
    }

    private synchronized void keep(String key, Caller caller, ClientSession session) {
        sessions.keep(key, caller.subject(), session);
    }

    private static String key(String id, McpServer server, Caller caller) {
        return id + "|" + server.name() + "|" + caller.acting() + "|" + caller.subject() + "|" + caller.clientId();
    }
}
