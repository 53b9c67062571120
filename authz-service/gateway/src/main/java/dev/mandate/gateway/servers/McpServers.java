package dev.mandate.gateway.servers;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** The servers that there are. Read once: a wrong entry keeps the gateway from starting. */
@Singleton
@Startup
public class McpServers {
    private final Map<String, McpServer> byName;

    McpServers(GatewayConfig config) {
        byName = config.servers().map(file -> new ServerFile(file).read()).orElse(Map.of());
    }

    public Optional<McpServer> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public Collection<McpServer> all() {
        return byName.values();
    }
}
