package dev.mandate.authz.quota;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.mandate.messaging.security.Caller;
import jakarta.inject.Singleton;
import java.time.Duration;

/** What each caller has used. A caller is whoever acts, by however many tokens and clients. */
@Singleton
public class Quotas {
    private static final String GATEWAY = "decisions:gateway";
    private static final long KEPT_BEYOND_BURST_SECONDS = 60;

    private final Quota each;
    private final Quota gateways;
    private final Cache<String, Share> shares;
    private final Cache<String, Share> gatewayShares;

    Quotas(QuotaConfig config) {
        each = new Quota(config.rate().asLongValue(), config.burst().asLongValue(), config.atOnce());
        gateways = new Quota(
                config.gatewayRate().asLongValue(), config.gatewayBurst().asLongValue(), config.gatewayAtOnce());
        shares = shares(each, config.callers());
        gatewayShares = shares(gateways, config.callers());
    }

    /** Who has asked for nothing until everything is paid for begins anew without loss. */
    private static Cache<String, Share> shares(Quota quota, int most) {
        return Caffeine.newBuilder()
                .maximumSize(most)
                .expireAfterAccess(Duration.ofSeconds(quota.burstSeconds() + KEPT_BEYOND_BURST_SECONDS))
                .build();
    }

    public Share of(Caller caller) {
        var gateway = caller.scopes().contains(GATEWAY);
        var quota = gateway ? gateways : each;
        return (gateway ? gatewayShares : shares).get(caller.acting(), any -> new Share(quota, System.nanoTime()));
    }
}
