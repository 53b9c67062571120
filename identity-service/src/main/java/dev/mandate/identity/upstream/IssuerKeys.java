package dev.mandate.identity.upstream;

import dev.mandate.identity.outgoing.OutgoingHttp;
import dev.mandate.identity.outgoing.PublishedKeys;
import dev.mandate.messaging.result.Result;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Function;

/** Keys by which sign-in issuers sign assertions, of those that publish them; how many are on the way is bounded. */
@Singleton
public class IssuerKeys extends PublishedKeys {
    private static final int AT_ONCE = 4;
    private static final String TLS = "federation";

    /** For a key that isn't known, whatever is sent. */
    private static final Pace SELDOM = new Pace(1, Duration.ofSeconds(30));

    /** How long those count that can't be fetched anew. */
    private static final Duration OUTLIVE = Duration.ofDays(1);

    private final boolean onLoopback;

    @Inject
    IssuerKeys(Vertx vertx, TlsConfigurationRegistry tls, UpstreamConfig config, InstantSource clock) {
        super(get(vertx, tls, config), SELDOM, OUTLIVE, clock);
        this.onLoopback = config.onLoopback();
    }

    private static Function<String, Uni<Result<Published, String>>> get(
            Vertx vertx, TlsConfigurationRegistry tls, UpstreamConfig config) {
        var privateHosts = config.privateHosts().orElse(Set.of());
        var http = new OutgoingHttp(vertx, tls.get(TLS), AT_ONCE, config.patience(), config.onLoopback(), privateHosts);
        return over(http, AT_ONCE, answer -> config.metadataLifetime());
    }

    /**
     * The address, after it was looked at.
     *
     * @throws IllegalArgumentException if it isn't one that is asked, in words
     */
    public String check(String url) {
        return OutgoingHttp.check(url, onLoopback);
    }
}
