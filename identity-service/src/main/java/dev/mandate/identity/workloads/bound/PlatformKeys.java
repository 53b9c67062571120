package dev.mandate.identity.workloads.bound;

import dev.mandate.identity.outgoing.CacheControl;
import dev.mandate.identity.outgoing.OutgoingHttp;
import dev.mandate.identity.outgoing.PublishedKeys;
import dev.mandate.messaging.result.Result;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Function;

/** Public keys of issuers that publish them; how many are on the way is bounded. */
@Singleton
class PlatformKeys extends PublishedKeys {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int AT_ONCE = 4;
    private static final String TLS = "workload-issuers";

    PlatformKeys(Vertx vertx, TlsConfigurationRegistry tls, PlatformConfig config, InstantSource clock) {
        super(get(vertx, tls, config), new Pace(1, Duration.ofSeconds(30)), config.keysOutlive(), clock);
    }

    private static Function<String, Uni<Result<Published, String>>> get(
            Vertx vertx, TlsConfigurationRegistry tls, PlatformConfig config) {
        var privateHosts = config.privateHosts().orElse(Set.of());
        var http = new OutgoingHttp(vertx, tls.get(TLS), AT_ONCE, PATIENCE, config.onLoopback(), privateHosts);
        return over(http, AT_ONCE, answer -> CacheControl.age(answer.cacheControl(), config.keysKept()));
    }
}
