package dev.mandate.identity.tokens;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What access tokens are. */
@ConfigMapping(prefix = "mandate")
interface TokenConfig {
    /** {@code iss} of every access token and base URL of the endpoints. */
    @WithDefault("http://127.0.0.1:8081")
    String issuer();

    /** How long an access token is valid; one that is bound to a delegation never outlives it. */
    @WithDefault("PT5M")
    Duration accessTokenLifetime();
}
