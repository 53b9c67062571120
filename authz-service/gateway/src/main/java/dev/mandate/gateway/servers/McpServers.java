package dev.mandate.gateway.servers;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The servers that there are. Read once: a wrong entry keeps the gateway from starting. */
@Singleton
@Startup
public class McpServers {
    private final Map<String, McpServer> byName;

    McpServers(GatewayConfig config) {
        byName = read(config.servers().orElse(List.of()));
    }

    /** @throws IllegalArgumentException if two of the files name a server alike, since what was accepted of it would be of either, or two tools */
    static Map<String, McpServer> read(List<Path> files) {
        var all = new LinkedHashMap<String, McpServer>();
        for (var file : files)
            new ServerFile(file).read().forEach((name, server) -> {
                if (all.put(name, server) != null)
                    throw new IllegalArgumentException(file + ": " + name + " is in another file of servers too");
            });
        CatalogueNames.distinct(all);
        return all;
    }

    public Optional<McpServer> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public Collection<McpServer> all() {
        return byName.values();
    }
}
