package dev.mandate.identity.sessions;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long a sign-in lasts. */
@ConfigMapping(prefix = "mandate")
interface SessionConfig {
    /** From signing in on, whatever is done meanwhile; refresh tokens last no longer. */
    @WithDefault("PT12H")
    Duration signInLifetime();

    /** After its last use, by a page or a refresh token. */
    @WithDefault("PT2H")
    Duration signInIdle();
}
