package dev.mandate.authz.freshness;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long a decision waits for what its caller demands that it knows. */
@ConfigMapping(prefix = "mandate.freshness")
public interface FreshnessConfig {
    /** After that it is denied; at most 1 minute. */
    @WithDefault("2s")
    Duration patience();

    /** Requests that may wait at the same time; one more is denied at once. */
    @WithDefault("10000")
    int mostWaiting();
}
