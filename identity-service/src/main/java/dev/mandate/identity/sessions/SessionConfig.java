package dev.mandate.identity.sessions;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long a sign-in lasts unused; how long at most, signing keys go by too. */
@ConfigMapping(prefix = "mandate")
interface SessionConfig {
    /** After its last use, by a page or a refresh token. */
    @WithDefault("PT2H")
    Duration signInIdle();
}
