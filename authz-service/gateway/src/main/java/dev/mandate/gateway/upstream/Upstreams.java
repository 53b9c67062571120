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
import org.jboss.logging.Logger;

/** The way to each server. */
@Singleton
public class Upstreams {
    private static final Logger LOG = Logger.getLogger(Upstreams.class);

    private final Map<String, Upstream> byServer = new LinkedHashMap<>();

    Upstreams(McpServers servers, GatewayConfig config, Vertx vertx, InstantSource clock) {
        var asGateway = servers.all().stream()
                .filter(server -> server.url() == null && server.confinement().user() == null)
                .map(McpServer::name)
                .toList();
        if (!asGateway.isEmpty())
            LOG.warnf(
                    "The child processes of %s run as the user of this gateway, so that each may read what it may: credentials of other servers and of"
                            + " models, its own settings and memory. A user of its own for each (user in the file of servers) keeps them apart",
                    asGateway);
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
