package dev.mandate.gateway.sessions;

import dev.mandate.gateway.protocol.ProtocolVersion;
import dev.mandate.gateway.servers.GatewayConfig;
import dev.mandate.gateway.servers.McpServer;
import dev.mandate.messaging.security.Caller;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sessions by their ids. One counts for the server and the caller that it began for: whoever has found another's id has found nothing. A gateway
 * that doesn't know it says so, and clients begin anew. Whoever begins many loses his own: those that act for one person share a number of
 * them, and where there are too many in all, the person with most makes room.
 */
@Singleton
public class ClientSessions {
    private static final int ID_BYTES = 24;

    private final SecureRandom random = new SecureRandom();
    private final int all;
    private final int each;
    private final long idleNanos;
    private final LongSupplier nanos;

    /** By whom they are for, those that were used longest ago first; nobody who has none. */
    private final Map<String, LinkedHashMap<String, Held>> holders = new HashMap<>();

    private int held;

    private record Held(ClientSession session, long usedAt) {}

    @Inject
    ClientSessions(GatewayConfig config) {
        this(config.sessions(), config.sessionsOfCaller(), config.sessionIdle(), System::nanoTime);
    }

    ClientSessions(int all, int each, Duration idle, LongSupplier nanos) {
        this.all = all;
        this.each = each;
        this.idleNanos = idle.toNanos();
        this.nanos = nanos;
    }

    public ClientSession begin(McpServer server, Caller caller, ProtocolVersion version) {
        var bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        var session = new ClientSession(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), version);
        keep(caller.subject(), key(session.id(), server, caller), session);
        return session;
    }

    public synchronized Optional<ClientSession> find(String id, McpServer server, Caller caller) {
        var known = take(caller.subject(), key(id, server, caller));
        if (known == null || idle(known)) return Optional.empty();
        put(caller.subject(), key(id, server, caller), known.session());
        return Optional.of(known.session());
    }

    public synchronized void end(String id, McpServer server, Caller caller) {
        take(caller.subject(), key(id, server, caller));
    }

    private synchronized void keep(String holder, String key, ClientSession session) {
        var its = holders.get(holder);
        if (its != null && its.size() >= each) endOldest(holder);
        if (held >= all) endIdle();
        if (held >= all) endOldest(whoHasMost());
        put(holder, key, session);
    }

    private void endIdle() {
        for (var holder : holders.keySet().toArray(String[]::new))
            for (var its = holders.get(holder);
                    its != null && idle(its.values().iterator().next());
                    its = holders.get(holder)) endOldest(holder);
    }

    private String whoHasMost() {
        return holders.entrySet().stream()
                .max(Comparator.comparingInt(its -> its.getValue().size()))
                .orElseThrow()
                .getKey();
    }

    private void endOldest(String holder) {
        var its = holders.get(holder);
        if (its != null) take(holder, its.keySet().iterator().next());
    }

    private @Nullable Held take(String holder, String key) {
        var its = holders.get(holder);
        var known = its == null ? null : its.remove(key);
        if (known == null || its == null) return null;
        held--;
        if (its.isEmpty()) holders.remove(holder);
        return known;
    }

    /** As the one that was used last. */
    private void put(String holder, String key, ClientSession session) {
        holders.computeIfAbsent(holder, any -> new LinkedHashMap<>()).put(key, new Held(session, nanos.getAsLong()));
        held++;
    }

    private boolean idle(Held one) {
        return nanos.getAsLong() - one.usedAt() > idleNanos;
    }

    private static String key(String id, McpServer server, Caller caller) {
        return id + "|" + server.name() + "|" + caller.acting() + "|" + caller.subject() + "|" + caller.clientId();
    }
}
