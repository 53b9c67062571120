package dev.mandate.gateway.sessions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.gateway.calls.AsksOnPage;
import dev.mandate.gateway.calls.Cancellation;
import dev.mandate.gateway.protocol.LogLevel;
import dev.mandate.gateway.protocol.ProtocolVersion;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** What {@code initialize} began: the version that was agreed on, and what is under way. No right goes by it; tokens are asked each time. */
public final class ClientSession {
    private final String id;
    private final ProtocolVersion version;
    private final AsksOnPage asks;
    private final ConcurrentMap<String, Cancellation> underWay = new ConcurrentHashMap<>();
    private volatile @Nullable LogLevel level;

    ClientSession(String id, ProtocolVersion version, AsksOnPage asks) {
        this.id = id;
        this.asks = asks;
        this.version = version;
    }

    public String id() {
        return id;
    }

    public ProtocolVersion version() {
        return version;
    }

    /** Whether the client leads its person to pages. */
    public AsksOnPage asks() {
        return asks;
    }

    /** From which level on messages of servers are passed; null for none. */
    public @Nullable LogLevel level() {
        return level;
    }

    public void level(LogLevel from) {
        level = from;
    }

    /** False if a request of this id is under way already. */
    public boolean begins(JsonNode request, Cancellation cancellation) {
        return underWay.putIfAbsent(request.toString(), cancellation) == null;
    }

    public void ended(JsonNode request) {
        underWay.remove(request.toString());
    }

    /** Nothing comes of it if no such request is under way. */
    public void cancel(JsonNode request) {
        var cancellation = underWay.get(request.toString());
        if (cancellation != null) cancellation.cancel();
    }
}
