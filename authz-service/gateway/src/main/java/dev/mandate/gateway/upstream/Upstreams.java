package dev.mandate.gateway.upstream;

import dev.mandate.gateway.servers.GatewayConfig;
import dev.mandate.gateway.servers.McpServer;
import dev.mandate.gateway.servers.McpServers;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The way to each server. */
@Singleton
public class Upstreams {
    private final Map<String, Upstream> byServer = new LinkedHashMap<>();

    Upstreams(McpServers servers, GatewayConfig config, Vertx vertx, InstantSource clock) {
        for (var server : servers.all())
            byServer.put(
                    server.name(),
                    server.url() == null
                            ? new StdioUpstream(server, config, clock)
                            : new HttpUpstream(server, config, vertx, clock));
    }

    public Upstream of(McpServer server) {
        return Objects.requireNonNull(byServer.get(server.name()));
    }

    @PreDestroy
    void close() {
        byServer.values().forEach(Upstream::close);
    }
}
