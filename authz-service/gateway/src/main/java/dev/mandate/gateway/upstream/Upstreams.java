package dev.mandate.gateway.upstream;

import dev.mandate.authz.recording.RecordingConfig;
import dev.mandate.gateway.providers.ModelConfig;
import dev.mandate.gateway.providers.ModelProvider;
import dev.mandate.gateway.providers.ModelProviders;
import dev.mandate.gateway.servers.GatewayConfig;
import dev.mandate.gateway.servers.McpServer;
import dev.mandate.gateway.servers.McpServers;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** The way to each server. */
@Singleton
public class Upstreams {
    private static final Logger LOG = Logger.getLogger(Upstreams.class);

    private final Map<String, Upstream> byServer = new LinkedHashMap<>();

    Upstreams(
            McpServers servers,
            GatewayConfig config,
            ModelConfig models,
            ModelProviders providers,
            RecordingConfig recording,
            @ConfigProperty(name = "quarkus.config.locations") Optional<List<String>> settings,
            Vertx vertx,
            InstantSource clock) {
        var own = Stream.concat(SettingsFiles.of(settings.orElse(List.of())), recording.journalDirectory().stream());
        var hidden = hidden(servers, config, models, providers, own);
        var exposed = new TreeMap<String, String>();
        for (var server : servers.all()) {
            if (server.url() != null) {
                byServer.put(server.name(), new HttpUpstream(server, config, vertx, clock));
                continue;
            }
            var command = new ChildCommand(server, config.isolation(), hidden);
            command.exposed().ifPresent(why -> exposed.put(server.name(), why));
            byServer.put(server.name(), new StdioUpstream(server, command, config, clock));
        }
        if (!exposed.isEmpty())
            LOG.warnf(
                    "The child processes of %s run as the user of this gateway and are not kept apart from it, so that each may read what it may: credentials of"
                            + " other servers and of models, its own settings and memory. A user of its own for each (user in the file of servers) keeps them"
                            + " apart, and so do namespaces where the machine has them; mandate.mcp.isolation=require starts none without. Why not: %s",
                    exposed.keySet(), exposed.values().iterator().next());
    }

    /**
     * Where the gateway's secrets are, as far as its settings say.
     *
     * @param own where it has these settings of, and what it keeps itself
     */
    private static Set<Path> hidden(
            McpServers servers, GatewayConfig config, ModelConfig models, ModelProviders providers, Stream<Path> own) {
        var files = config.servers().orElse(List.of());
        return Stream.of(
                        own,
                        config.hidden().orElse(List.of()).stream(),
                        files.stream(),
                        files.stream().map(file -> file.resolveSibling(file.getFileName() + ".accepted")),
                        config.accepted().stream(),
                        servers.all().stream().map(McpServer::credential),
                        models.providers().stream(),
                        providers.all().stream().map(ModelProvider::credential))
                .flatMap(places -> places)
                .filter(Objects::nonNull)
                .map(place -> place.toAbsolutePath().normalize())
                .collect(Collectors.toUnmodifiableSet());
    }

    public Upstream of(McpServer server) {
        return Objects.requireNonNull(byServer.get(server.name()));
    }

    @PreDestroy
    void close() {
        byServer.values().forEach(Upstream::close);
    }
}
