package dev.mandate.identity.tasks;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** For how long people are asked to delegate tasks at a page. */
@ConfigMapping(prefix = "mandate")
interface TaskConfig {
    /** How long a task lasts whose agent doesn't say. */
    @WithDefault("PT15M")
    Duration taskDefaultLifetime();

    /** How long one lasts at most; no longer than {@code mandate.delegation-max-lifetime}. */
    @WithDefault("PT8H")
    Duration taskMaxLifetime();

    /** How long a delegation lasts at most that is made in whichever way. */
    @WithDefault("PT24H")
    Duration delegationMaxLifetime();
}
