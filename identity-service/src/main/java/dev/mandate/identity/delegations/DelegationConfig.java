package dev.mandate.identity.delegations;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of delegations. */
@ConfigMapping(prefix = "mandate")
interface DelegationConfig {
    /** How far ahead a delegation's end may be at most. */
    @WithDefault("PT24H")
    Duration delegationMaxLifetime();

    /** How long a delegation can be looked up after it ended. Then its content is deleted, a day later the rest. */
    @WithDefault("P1D")
    Duration endedDelegationRetention();
}
