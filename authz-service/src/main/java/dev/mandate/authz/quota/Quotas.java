package dev.mandate.authz.quota;

import dev.mandate.messaging.quota.Quota;
import dev.mandate.messaging.quota.Share;
import dev.mandate.messaging.quota.Shares;
import dev.mandate.messaging.security.Caller;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.inject.Singleton;

/** What each caller has used. A caller is whoever acts, by however many tokens and clients. */
@Singleton
public class Quotas {
    private static final String GATEWAY = "decisions:gateway";

    /** What any request counts at most: 128 KiB of body, 1 MiB inherited, 256 bytes each of 200 items. */
    private static final long LARGEST = 2L * 1024 * 1024;

    private final Shares each;
    private final Shares gateways;

    Quotas(QuotaConfig config) {
        each = shares(config.rate(), config.burst(), config.atOnce(), config.callers());
        gateways = shares(config.gatewayRate(), config.gatewayBurst(), config.gatewayAtOnce(), config.callers());
    }

    static Shares shares(MemorySize rate, MemorySize burst, int atOnce, int callers) {
        if (burst.asLongValue() < LARGEST)
            throw new IllegalArgumentException("mandate.quota: bursts must be at least " + LARGEST
                    + " bytes, so that the largest request can be made");
        return new Shares(new Quota(rate.asLongValue(), burst.asLongValue(), atOnce), callers);
    }

    public Share of(Caller caller) {
        return (caller.scopes().contains(GATEWAY) ? gateways : each).of(caller.acting());
    }
}
