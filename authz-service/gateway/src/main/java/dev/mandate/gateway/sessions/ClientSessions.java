package dev.mandate.gateway.sessions;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.mandate.gateway.protocol.ProtocolVersion;
import dev.mandate.gateway.servers.GatewayConfig;
import dev.mandate.gateway.servers.McpServer;
import dev.mandate.messaging.security.Caller;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * Sessions by their ids. One counts for the server and the caller that it began for: whoever has found another's id has found nothing. A gateway
 * that doesn't know it says so, and clients begin anew.
 */
@Singleton
public class ClientSessions {
    private static final int ID_BYTES = 24;

    private final SecureRandom random = new SecureRandom();
    private final Cache<String, ClientSession> sessions;

    ClientSessions(GatewayConfig config) {
        sessions = Caffeine.newBuilder()
                .maximumSize(config.sessions())
                .expireAfterAccess(config.sessionIdle())
                .build();
    }

    public ClientSession begin(McpServer server, Caller caller, ProtocolVersion version) {
        var bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        var session = new ClientSession(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), version);
        sessions.put(key(session.id(), server, caller), session);
        return session;
    }

    public Optional<ClientSession> find(String id, McpServer server, Caller caller) {
        return Optional.ofNullable(sessions.getIfPresent(key(id, server, caller)));
    }

    public void end(String id, McpServer server, Caller caller) {
        sessions.invalidate(key(id, server, caller));
    }

    private static String key(String id, McpServer server, Caller caller) {
        return id + "|" + server.name() + "|" + caller.acting() + "|" + caller.subject() + "|" + caller.clientId();
    }
}
