package dev.mandate.messaging.quota;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;

/** What each caller has used of one {@link Quota}. */
public final class Shares {
    private static final Duration KEPT_BEYOND_BURST = Duration.ofMinutes(1);

    private final Quota quota;
    private final Cache<String, Share> shares;

    /** @param most callers that are remembered, at about 200 bytes each; of more, those are forgotten that asked longest ago */
    public Shares(Quota quota, int most) {
        this.quota = quota;
        // Who has asked for nothing until everything is paid for begins anew without loss.
        this.shares = Caffeine.newBuilder()
                .maximumSize(most)
                .expireAfterAccess(quota.ofBurst().plus(KEPT_BEYOND_BURST))
                .build();
    }

    public Share of(String caller) {
        return shares.get(caller, any -> new Share(quota, System.nanoTime()));
    }
}
