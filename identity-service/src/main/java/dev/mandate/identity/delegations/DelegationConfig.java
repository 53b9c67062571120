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
}
