package dev.mandate.embedded;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One packaged service as a process of its own, on ports that were free; for tests and measurements of more than one. */
public final class ServiceReplica implements AutoCloseable {
    private final ChildJvm jvm;
    private final URI uri;
    private final URI management;

    private ServiceReplica(ChildJvm jvm, URI uri, URI management) {
        this.jvm = jvm;
        this.uri = uri;
        this.management = management;
    }

    /**
     * Starts it and returns at once.
     *
     * @param service one of {@link DatabaseProvisioner#SERVICES}
     * @param module the folder of its module, with the package that Maven made
     * @param settings beside those that lead it to the platform
     */
    public static ServiceReplica start(
            String service,
            Path module,
            Platform platform,
            List<String> options,
            Map<String, String> settings,
            Path log) {
        var port = Loopback.freePort();
        var management = Loopback.freePort();
        var all = new HashMap<>(ServiceSettings.of(service, platform));
        all.put("quarkus.http.host", Loopback.ADDRESS);
        all.put("quarkus.http.port", Integer.toString(port));
        all.put("quarkus.management.port", Integer.toString(management));
        all.putAll(settings);
        var jar = module.resolve(Path.of("target", "quarkus-app", "quarkus-run.jar"));
        var jvm = ChildJvm.start(options, List.of("-jar", jar.toString()), ServiceSettings.asEnvironment(all), log);
        return new ServiceReplica(
                jvm,
                URI.create("http://" + Loopback.ADDRESS + ":" + port),
                URI.create("http://" + Loopback.ADDRESS + ":" + management));
    }

    /** Where it is asked. */
    public URI uri() {
        return uri;
    }

    /** Where its metrics are. */
    public URI metrics() {
        return management.resolve("/q/metrics");
    }

    public ChildJvm jvm() {
        return jvm;
    }

    /** @throws IllegalStateException if it ends first, or takes longer */
    public void awaitReady(Duration limit) {
        jvm.awaitReady(management.resolve("/q/health/ready"), limit);
    }

    @Override
    public void close() {
        jvm.close();
    }
}
